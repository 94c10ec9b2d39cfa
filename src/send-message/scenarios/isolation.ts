import { messageText } from "./bodies.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  create,
  history,
  observe,
  observeUnaided,
  open,
  openAnother,
  personOf,
  SESSION,
  send,
  sendRaw,
  sessionData,
  settle,
  texts,
  textsFor,
} from "./steps.ts";

/** Data of one session and one person, looked for in those of others. */
export const isolation: Scenario = {
  id: "isolation",
  title: "writes to sessions of one contact, of a stranger and of a namesake, and looks in all of them",
  cases: always(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    // First, and with an address that holds another one: a search for that one finds it.
    open(tag, "stranger", { person: "ann", prefix: "not-" }),
    open(tag, "first", { person: "ann" }),
    openAnother(tag, "second", "ann"),
    openAnother(tag, "third", "ann"),
    // It has no data at first: that the others show what they were created with is the control.
    create("namesake", { verified: true, contact: personOf(tag, "ann", "mail.example.com") }),
    // It never has any: what stands in for nothing may be somebody else's.
    create("nobody", { verified: true, contact: personOf(tag, "bob") }),
    ...["first", "stranger", "namesake"].flatMap((session) => [
      send(tag, `to the ${session}`, texts(tag, session), { session }),
      // At once, before another case writes; and without a marker, which would be data.
      observeUnaided("nobody"),
    ]),
    send(tag, "to the second", textsFor("session", tag, "second"), { session: "second" }),
    ...["second", "third", "stranger", "namesake"].map((session) => settle(session)),
    // Last: what is gone from the contact is gone here, too.
    observe("first"),
    history("third"),
    history("stranger"),
  ],
};

const through = (tag: string, session: string, ...names: readonly string[]) =>
  send(tag, `through the ${session}`, textsFor("contact", `${session} ${tag}`, ...names), { session });
const ofPerson = (session: string) => observe(session, ["contact"]);

/** One person in two sessions, linked by e-mail. */
export const samePerson: Scenario = {
  id: "same-person",
  title:
    "writes contact data through two sessions of one contact, in turn, with session data between, and reads it through both",
  cases: always(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, "first", { person: "ann" }),
    openAnother(tag, "second", "ann"),
    ofPerson("second"),
    through(tag, "first", "one", "both"),
    // Without a marker, which would renew what a session remembers of its contact.
    observeUnaided("second", ["contact"]),
    through(tag, "second", "two", "both"),
    // A session that holds a copy of its contact writes it back with whatever else it is sent.
    send(tag, "to the first, of the session alone", textsFor("session", tag, "first"), { session: "first" }),
    ofPerson("second"),
    ofPerson("first"),
    openAnother(tag, "third", "ann"),
    ofPerson("third"),
    // What an unverified session says of the contact stays apart: what is known of it stays, too.
    create("unverified", { verified: false, contact: personOf(tag, "ann") }),
    ofPerson("first"),
    through(tag, "unverified", "three"),
    ofPerson("first"),
  ],
};

const byId = (as: string) => ({ ...create(as, { verified: true }), contact: "ann" });

/** One person in three sessions, linked by the contact's id. */
export const samePersonById: Scenario = {
  id: "same-person-by-id",
  title:
    "writes contact data through two sessions that name one contact_id, and looks in a third that is created later",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    {
      do: "create-contact",
      as: "ann",
      body: {
        contact: {
          email: personOf(tag, "by-id").email,
          custom_data: { opencx_before: `contact data of before ${tag}` },
        },
      },
    },
    ...["first", "second"].map(byId),
    ofPerson("first"),
    through(tag, "first", "one"),
    ofPerson("second"),
    through(tag, "second", "two"),
    ofPerson("first"),
    // What begins later finds what is there, and leaves it.
    byId("third"),
    ofPerson("third"),
  ],
};

/** Contacts of whom nothing is known but what is written to them. */
export const noAddress: Scenario = {
  id: "no-address",
  title: "writes to two contacts that were created without an address, and looks at both",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => {
    const persons = ["ann", "bob"];
    return [
      ...persons.map((as) => {
        const custom_data = { [`opencx_before${as}`]: `${tag} of ${as} before` };
        return create(as, {
          verified: true,
          contact: { name: `opencx-conformance ${tag} ${as}`, custom_data },
        });
      }),
      ...persons.map((session) => through(tag, session, session)),
      ...persons.map((session) => settle(session, ["contact"])),
    ];
  },
};

/** Names that a record inherits in careless code: what one record is given under them may show in every other. */
export const pollution: Scenario = {
  id: "pollution",
  title: "writes under __proto__, constructor and prototype, and looks in a session created afterwards",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, SESSION, { person: "ann" }),
    ...[
      ["constructor", "prototype"],
      ["__proto__", "__proto__.opencx_path", "constructor.prototype.opencx_road"],
    ].map((keys, index) =>
      send(
        tag,
        `under ${index}`,
        sessionData(Object.fromEntries(keys.map((key) => [key, `${tag} under ${key}`]))),
      ),
    ),
    sendRaw({
      text: `{"sender":"contact","message":{"type":"text","text":"${messageText(tag, "nested under __proto__")}"},"custom_data":{"__proto__":{"${tag}polluted":"yes"}}}`,
    }),
    open(tag, "later", { person: "bob" }),
    settle(),
    settle("later"),
  ],
};
