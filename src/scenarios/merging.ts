import type { Json, JsonObject } from "../contract/words.ts";
import type { Step } from "../evidence/step.ts";
import { objectOf } from "./bodies.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  BOTH,
  bothData,
  contactData,
  history,
  observe,
  observeUnaided,
  open,
  openAnother,
  openLate,
  send,
  sessionData,
  settle,
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
          [`${tag}kept`]: "session one",
          [`${tag}shared`]: "session two",
          [`${tag}count`]: 149.99,
          [`${tag}flag`]: true,
        },
        { [`${tag}kept`]: "contact one", [`${tag}shared`]: "contact two" },
      ),
    ),
    observe(),
    send(tag, "nothing"),
    send(tag, "second", sessionData({ [`${tag}shared`]: "session three", [`${tag}new`]: "session four" })),
    observe(),
    send(tag, "third", contactData({ [`${tag}shared`]: "contact three", [`${tag}new`]: "contact four" })),
    observe(),
    history(),
  ],
};

/** Each value is unlike the one before it, though some comparison holds them equal. */
const SESSION_UPDATES: readonly Json[] = [
  "text",
  "Text",
  "Text ",
  `Text ${"and more ".repeat(20)}`,
  5,
  5.001,
  "5.001",
  1,
  true,
  "true",
  "",
  false,
  0,
  "0",
  "last",
];
const CONTACT_UPDATES = ["text", "Text", "Text ", "te", "", "0", "00", "caf\u00e9", "cafe\u0301", "last"];

/** Every type of value replaced by every other, by a falsy one, and by one that is nearly equal. */
export const updates: Scenario = {
  id: "updates",
  title:
    "updates one key again and again, through every type, and through values that are falsy or nearly equal",
  cases: beyondQuick(1),
  steps: ({ tag }) => {
    return [
      open(tag),
      ...SESSION_UPDATES.flatMap((value, index): Step[] => [
        send(
          tag,
          `update ${index}`,
          bothData(
            { [`${tag}moving`]: value, [`${tag}still${index}`]: index },
            // A key of its own: under the session's, a value that crossed over could pass for an older one of the contact.
            { [`${tag}changing`]: CONTACT_UPDATES[index] ?? `value ${index}` },
          ),
        ),
        observe(),
      ]),
      history(),
    ];
  },
};

/** Updates of keys that are there, and nothing new beside them: a cache that new keys clear shows only here. */
export const unaidedUpdates: Scenario = {
  id: "unaided-updates",
  title: "updates keys that both records have, and waits for it without writing anything else",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, "first", "ann"),
    openAnother(tag, "second", "ann"),
    observe("first"),
    observe("second", ["contact"]),
    send(
      tag,
      "update",
      bothData({ [`${tag}before`]: `session ${tag} after` }, { [`${tag}before`]: `contact ${tag} after` }),
      { session: "first" },
    ),
    observeUnaided("first"),
    observeUnaided("second", ["contact"]),
    send(
      tag,
      "update by the agent",
      bothData({ [`${tag}before`]: `session ${tag} last` }, { [`${tag}before`]: `contact ${tag} last` }),
      { session: "first", sender: "agent" },
    ),
    observeUnaided("first"),
    observeUnaided("second", ["contact"]),
  ],
};

/** Requests that must change nothing, in a new session and, each record's data by itself, in a late one. */
export const nothingChanges: Scenario = {
  id: "nothing-changes",
  title: "sends empty custom data, none at all, and the same data twice, together and for each record alone",
  cases: { ...always(2), quick: 1 },
  steps: ({ tag, number }) => {
    const ofSession = sessionData({ [`${tag}same`]: "session", [`${tag}number`]: 7, [`${tag}flag`]: true });
    const ofContact = contactData({ [`${tag}same`]: "contact" });
    const both = { ...ofSession, ...ofContact };
    if (number > 0)
      return [
        ...openLate(tag),
        send(tag, "set", both),
        observe(),
        send(tag, "session data again", ofSession),
        settle(),
        send(tag, "contact data again", ofContact),
        settle(),
      ];
    return [
      open(tag),
      send(tag, "set", both),
      observe(),
      send(tag, "empty session data", sessionData({})),
      settle(),
      send(tag, "empty contact data", contactData({})),
      settle(),
      send(tag, "empty contact", { contact: {} }),
      settle(),
      send(tag, "set again", both),
      settle(),
    ];
  },
};

/** Both senders write, in turn. */
export const senders: Scenario = {
  id: "senders",
  title: "writes custom data as contact and as agent, in turn",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "by the agent", bothData({ [`${tag}agent`]: "session" }, { [`${tag}agent`]: "contact" }), {
      sender: "agent",
    }),
    observe(),
    send(tag, "by the contact", bothData({ [`${tag}contact`]: "session" }, { [`${tag}contact`]: "contact" })),
    observe(),
    send(tag, "by the agent again", sessionData({ [`${tag}agent`]: "session, later" }), { sender: "agent" }),
    settle(),
    history(),
  ],
};

/** Messages in the longest conversation: defects that begin with the n-th message, end with the n-th key, or show at every n-th. */
const LONG = 26;

export const longConversation: Scenario = {
  id: "long-conversation",
  title: `holds conversations of ${LONG} messages, with custom data in each and in none but the first, and looks after each`,
  cases: beyondQuick(2),
  steps: ({ tag, number }) => [
    open(tag),
    send(tag, "before all", dataOf(tag, LONG)),
    observe(),
    ...Array.from({ length: LONG }, (_, index): Step[] => [
      send(tag, `message ${index}`, number === 0 ? dataOf(tag, index) : {}, {
        sender: index % 3 === 1 ? "agent" : "contact",
      }),
      observe(),
    ]).flat(),
    settle(),
    history(),
  ],
};

function dataOf(tag: string, index: number): JsonObject {
  return bothData(
    { [`${tag}n${index}`]: index + 0.5, [`${tag}last`]: `session ${index}`, [`${tag}same`]: true },
    {
      [`${tag}p${index}`]: `contact ${index}`,
      [`${tag}last`]: `contact ${index}`,
      [`${tag}same`]: "contact",
    },
  );
}

/** Keys in one request, beyond any page or batch that a provider may think of. */
const MANY = 60;

export const manyKeys: Scenario = {
  id: "many-keys",
  title: `writes ${MANY} keys in one request to each record, then one more, then updates them all`,
  cases: always(1),
  steps: ({ tag }) => {
    const keys = Array.from({ length: MANY }, (_, index) => `${tag}k${index}`);
    const data = (round: number) =>
      [
        objectOf(
          keys.map((key, index) => [
            key,
            index % 3 === 0
              ? index + round
              : index % 3 === 1
                ? index % 2 === round % 2
                : `value ${index} of ${round}`,
          ]),
        ),
        objectOf(keys.map((key, index) => [key, `contact value ${index} of ${round}`])),
      ] as const;
    return [
      open(tag),
      send(tag, "many", bothData(...data(1))),
      observe(),
      send(tag, "one more", bothData({ [`${tag}more`]: "session" }, { [`${tag}more`]: "contact" })),
      observe(),
      send(tag, "all anew", bothData(...data(2))),
      settle("session", BOTH),
    ];
  },
};
