import type { Step } from "../../evidence/step.ts";
import { always, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  create,
  history,
  observe,
  open,
  personOf,
  phoneOf,
  SESSION,
  send,
  sessionData,
  settle,
  textsFor,
} from "./steps.ts";

/** The heart of the contract in one conversation: add, keep, update, in both records, and messages without data. */
export const merge: Scenario = {
  id: "merge",
  title: "adds, keeps and updates keys of both records over a few messages, the same keys in both",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    observe(),
    send(
      tag,
      "first",
      bothData(
        {
          opencx_kept: `session one ${tag}`,
          opencx_shared: `session two ${tag}`,
          opencx_count: 149.99,
          opencx_flag: true,
          // What first looks like a date: a search index that takes the type of a key from its first value refuses others.
          opencx_date: "2026-01-31",
        },
        { opencx_kept: `contact one ${tag}`, opencx_shared: `contact two ${tag}` },
      ),
    ),
    observe(),
    send(tag, "nothing"),
    send(tag, "second", textsFor("session", `later ${tag}`, "shared", "new", "date")),
    observe(),
    send(tag, "third", textsFor("contact", `later ${tag}`, "shared", "new")),
    observe(),
    history(),
  ],
};

/** Requests that must change nothing. */
export const nothingChanges: Scenario = {
  id: "nothing-changes",
  title: "sends empty custom data, none at all, and the same data twice",
  cases: always(1),
  steps: ({ tag }) => {
    const data = bothData(
      { opencx_same: `session ${tag}`, opencx_number: 7, opencx_flag: true },
      { opencx_same: `contact ${tag}` },
    );
    return [
      open(tag),
      send(tag, "set", data),
      observe(),
      send(tag, "empty session data", sessionData({})),
      settle(),
      send(tag, "empty contact data", contactData({})),
      send(tag, "empty contact", { contact: {} }),
      settle(),
      send(tag, "set again", data),
      settle(),
    ];
  },
};

/** One kind of data a request, so that a refusal says what it is about. */
export const types: Scenario = {
  id: "types",
  title: "sends each type of value, and unusual values under ordinary keys, one a request",
  cases: always(1),
  steps: ({ tag }) => {
    const strings = { note: "", id: `id ${tag}`, length: `length ${tag}` };
    const unusual = { lines: `one\ntwo ${tag}`, markup: `<b>${tag}</b>` };
    return [
      open(tag),
      ...[
        sessionData({ order_id: `ord ${tag}`, ...strings }),
        sessionData({ count: 3, price: 149.99, loss: -0.5 }),
        sessionData({ vip: true, trial: false }),
        sessionData(unusual),
        contactData({ plan: `pro ${tag}`, ...strings }),
        contactData(unusual),
      ].map((data, index) => send(tag, `data ${index}`, data)),
      observe(),
    ];
  },
};

/** Sends that name nothing of the contact but its data, each followed by a look at who the contact is. */
export const person: Scenario = {
  id: "person",
  title:
    "writes contact data alone, as the contact, as an agent with a name, and with a take-over, and looks at the contact",
  cases: always(1),
  steps: ({ tag }) => [
    create(SESSION, { verified: true, contact: { ...personOf(tag, "ann"), phone_number: phoneOf(tag) } }),
    observe(),
    ...(
      [
        ["contact", {}],
        ["agent", { agent: { name: "opencx-conformance agent" } }],
        ["agent", { should_take_over_session_from_ai: true }],
      ] as const
    ).flatMap(([sender, members], index): Step[] => [
      send(
        tag,
        `of the person ${index}`,
        { ...members, ...textsFor("contact", tag, `k${index}`) },
        { sender },
      ),
      observe(),
    ]),
  ],
};
