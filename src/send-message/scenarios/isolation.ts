import type { Step } from "../../evidence/step.ts";
import { BOTH } from "../contract/records.ts";
import { objectOf } from "./bodies.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  history,
  observe,
  open,
  openAnother,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** Data of one session and one person, looked for in those of others. */
export const isolation: Scenario = {
  id: "isolation",
  title: "writes to sessions of one contact, of a stranger and of a namesake, and looks in all of them",
  cases: always(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, "first", "ann"),
    openAnother(tag, "second", "ann"),
    openAnother(tag, "third", "ann"),
    open(tag, "stranger", "bob"),
    open(tag, "namesake", "ann", "mail.example.com"),
    ...["first", "stranger", "namesake"].map((session) =>
      send(
        tag,
        `to the ${session}`,
        bothData(
          { [`opencx_${session}`]: `session ${session} ${tag}` },
          { [`opencx_${session}`]: `contact ${session} ${tag}` },
        ),
        { session },
      ),
    ),
    send(tag, "to the second", sessionData({ opencx_second: `session second ${tag}` }), {
      session: "second",
    }),
    observe("first"),
    settle("second"),
    settle("third"),
    settle("stranger"),
    settle("namesake"),
    history("third"),
    history("stranger"),
  ],
};

/** One person in two sessions, linked by e-mail. */
export const samePerson: Scenario = {
  id: "same-person",
  title: "writes contact data through two sessions of one contact, in turn, and reads it through both",
  cases: always(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, "first", "ann"),
    openAnother(tag, "second", "ann"),
    observe("second", ["contact"]),
    send(tag, "through the first", contactData({ opencx_one: `first ${tag}`, opencx_both: `first ${tag}` }), {
      session: "first",
    }),
    observe("second", ["contact"]),
    send(
      tag,
      "through the second",
      contactData({ opencx_two: `second ${tag}`, opencx_both: `second ${tag}` }),
      {
        session: "second",
      },
    ),
    observe("second", ["contact"]),
    observe("first", ["contact"]),
    openAnother(tag, "third", "ann"),
    observe("third", ["contact"]),
    // What an unverified session says of the contact stays apart: what is known of it stays, too.
    {
      ...openAnother(tag, "unverified", "ann"),
      body: { ...openAnother(tag, "", "ann").body, verified: false },
    },
    observe("first", ["contact"]),
  ],
};

/** One person in two sessions, linked by the contact's id. */
export const samePersonById: Scenario = {
  id: "same-person-by-id",
  title: "writes contact data through two sessions that name one contact_id",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    {
      do: "create-contact",
      as: "ann",
      body: {
        contact: {
          email: `opencx-conformance-${tag}-by-id@example.com`,
          custom_data: { opencx_before: `contact data of before ${tag}` },
        },
      },
    },
    { do: "create-session", as: "first", contact: "ann", body: { channel: { type: "api" }, verified: true } },
    {
      do: "create-session",
      as: "second",
      contact: "ann",
      body: { channel: { type: "api" }, verified: true },
    },
    observe("first", ["contact"]),
    send(tag, "through the first", contactData({ opencx_one: `first ${tag}` }), { session: "first" }),
    observe("second", ["contact"]),
    send(tag, "through the second", contactData({ opencx_two: `second ${tag}` }), { session: "second" }),
    observe("second", ["contact"]),
    observe("first", ["contact"]),
  ],
};

/** Contacts of whom nothing is known but what is written to them. */
export const noAddress: Scenario = {
  id: "no-address",
  title: "writes to two contacts that were created without an address, and looks at both",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    ...["ann", "bob"].map(
      (person): Step => ({
        do: "create-session",
        as: person,
        body: {
          channel: { type: "api" },
          verified: true,
          contact: {
            name: `opencx-conformance ${tag} ${person}`,
            custom_data: { [`opencx_before${person}`]: `${tag} of ${person} before` },
          },
        },
      }),
    ),
    ...["ann", "bob"].map((person) =>
      send(tag, `to ${person}`, contactData({ [`opencx_${person}`]: `${tag} of ${person}` }), {
        session: person,
      }),
    ),
    settle("ann", ["contact"]),
    settle("bob", ["contact"]),
  ],
};

/** One record written, the other left alone; and one key in both, under other values. */
export const independence: Scenario = {
  id: "independence",
  title: "writes one record and looks at both, each in turn, then one key to both with other values",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "session data", sessionData({ opencx_only: `session only ${tag}` })),
    settle(),
    send(tag, "contact data", contactData({ opencx_mine: `contact only ${tag}` })),
    settle(),
    send(
      tag,
      "one key in both",
      bothData({ opencx_key: `of the session ${tag}` }, { opencx_key: `of the contact ${tag}` }),
    ),
    observe(),
    send(tag, "one key in the session", sessionData({ opencx_key: `of the session, later ${tag}` })),
    settle(),
    send(tag, "one key in the contact", contactData({ opencx_key: `of the contact, later ${tag}` })),
    settle("session", BOTH),
  ],
};

/** Names that a record inherits in careless code: what one record is given under them may show in every other. */
export const pollution: Scenario = {
  id: "pollution",
  title: "writes under __proto__, constructor and prototype, and looks in a session created afterwards",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, "first", "ann"),
    send(
      tag,
      "under constructor",
      sessionData({ constructor: `${tag} constructor`, prototype: `${tag} prototype` }),
      { session: "first" },
    ),
    send(
      tag,
      "under __proto__",
      sessionData(
        objectOf([
          ["__proto__", `${tag} proto`],
          ["__proto__.opencx_path", `${tag} by the path of __proto__`],
          ["constructor.prototype.opencx_road", `${tag} by the path of a constructor`],
        ]),
      ),
      { session: "first" },
    ),
    {
      do: "send",
      session: "first",
      body: {
        text: `{"sender":"contact","message":{"type":"text","text":"opencx-conformance ${tag}: nested under __proto__"},"custom_data":{"__proto__":{"${tag}polluted":"yes"}}}`,
      },
    },
    open(tag, "later", "bob"),
    settle("first"),
    settle("later"),
  ],
};
