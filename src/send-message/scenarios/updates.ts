import type { Step } from "../../evidence/step.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { BOTH } from "../contract/records.ts";
import { objectOf } from "./bodies.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  history,
  observe,
  observeUnaided,
  open,
  openAnother,
  SESSION,
  send,
  settle,
} from "./steps.ts";

const LONG_TEXT = "Text and more ".repeat(12);

/** Each value is unlike the one before it, though some comparison holds them equal. */
const TEXT_UPDATES = [
  "text",
  "Text",
  "Text ",
  "te",
  `${LONG_TEXT}first`,
  `${LONG_TEXT}other`,
  "",
  "0",
  "00",
  "3332",
  "03332",
  "caf\u00e9",
  "cafe\u0301",
  "text",
];
const SESSION_UPDATES: readonly Json[] = [
  ...TEXT_UPDATES,
  5,
  5.001,
  5.002,
  "5.002",
  2 ** 36,
  2 ** 36 + 1,
  1,
  true,
  "true",
  "",
  false,
  0,
  "0",
  "last",
];

/** Every type of value replaced by every other, by a falsy one, and by one that is nearly equal. */
export const updates: Scenario = {
  id: "updates",
  title: "updates one key many times, through every type, and through values that are falsy or nearly equal",
  cases: beyondQuick(1),
  steps: ({ tag }) => {
    return [
      open(tag),
      ...SESSION_UPDATES.flatMap((value, index): Step[] => [
        send(
          tag,
          `update ${index}`,
          bothData(
            { opencx_moving: value, [`opencx_k${index % FEW}`]: index },
            // A key of its own: under the session's, a value that crossed over could pass for an older one of the contact.
            { opencx_changing: TEXT_UPDATES[index] ?? `value ${index}` },
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
      bothData({ opencx_before: `session ${tag} after` }, { opencx_before: `contact ${tag} after` }),
      { session: "first" },
    ),
    observeUnaided("first"),
    observeUnaided("second", ["contact"]),
    send(
      tag,
      "update by the agent",
      bothData({ opencx_before: `session ${tag} last` }, { opencx_before: `contact ${tag} last` }),
      { session: "first", sender: "agent" },
    ),
    observeUnaided("first"),
    observeUnaided("second", ["contact"]),
  ],
};

/** Messages in the longest conversation: defects that begin with the n-th message, end with the n-th key, or show at every n-th. */
const LONG = 26;
/** Keys that they write in turn: fewer than any provider may refuse. */
const FEW = 8;

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
    { [`opencx_k${index % FEW}`]: index + 0.5, opencx_last: `session ${index} ${tag}`, opencx_same: true },
    {
      [`opencx_k${index % FEW}`]: `contact ${index} ${tag}`,
      opencx_last: `contact ${index} ${tag}`,
      opencx_same: `contact ${tag}`,
    },
  );
}

/** Keys that a record holds after each send, about the limits that platforms set. */
export const KEY_COUNTS: readonly number[] = [20, 50, 51, 100, 101, 250, 251];

/** The names of many keys: the first 20 are those of other cases. */
export function manyKey(index: number): string {
  return index < 20 ? `opencx_k${index}` : `opencx_many_${index}`;
}

/** More and more keys in one record: a provider may refuse more than twenty, but what it accepts it keeps. */
export const manyKeys: Scenario = {
  id: "many-keys",
  title: `writes keys until both records hold ${KEY_COUNTS.at(-1)}, and updates the first of them`,
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => {
    const entries = (from: number, to: number, round: string) => {
      const indices = Array.from({ length: to - from }, (_, index) => from + index);
      const of = (record: string) =>
        objectOf(indices.map((index) => [manyKey(index), `${record} ${round} ${index} ${tag}`]));
      return bothData(of("session"), of("contact"));
    };
    return [
      openAnother(tag, SESSION, "ann"),
      ...KEY_COUNTS.flatMap((count, index): Step[] => [
        send(tag, `up to ${count}`, entries(KEY_COUNTS[index - 1] ?? 0, count, "first")),
        ...(index % 2 === 0 ? [observe()] : []),
      ]),
      send(tag, "the first anew", entries(0, 20, "second")),
      settle("session", BOTH),
    ];
  },
};
