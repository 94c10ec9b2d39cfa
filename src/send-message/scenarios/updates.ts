import type { Step } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { BOTH } from "../contract/records.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  dataFor,
  FEW_KEYS,
  history,
  keyInTurn,
  observe,
  observeUnaided,
  open,
  openAnother,
  openSecond,
  rejected,
  SESSION,
  send,
  settle,
  texts,
} from "./steps.ts";

/** Updates of keys that are there, and nothing new beside them: a cache that new keys clear shows only here. */
export const unaidedUpdates: Scenario = {
  id: "unaided-updates",
  title: "updates keys that both records have, and back, and waits for it without writing anything else",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, SESSION, { person: "ann" }),
    openAnother(tag, "second", "ann"),
    observe(),
    observe("second", ["contact"]),
    // The last is the first again: what knows data by its sum may take it for done.
    ...(["contact", "agent", "contact"] as const).flatMap((sender, index): Step[] => [
      send(tag, `update ${index}`, texts(`by the ${sender} ${tag}`, "before"), { sender }),
      observeUnaided(),
      observeUnaided("second", ["contact"]),
    ]),
  ],
};

/** Messages with data: defects that begin with the n-th message, end with the n-th key, or show at every n-th. */
const WITH_DATA = 26;
/** Messages without: more than a page of the history is likely to hold. */
const WITHOUT = 50;
/** The last messages of these, which carry odd keys after all: a key may be rewritten by late messages only. */
const WITH_ODD_KEYS = 4;
/** One key with every mark that may be rewritten or cut at, and keys whose oddity is the whole of them. */
const LATE_ODD_KEYS: readonly string[] = [
  "@ %41+~1&amp;\\n[0]{a}$b\"c'.d:e#f=g;h?i,j/k\n",
  ...["*", "-007", "se\u00f1al", "sen\u0303al", `${"z".repeat(255)}x`],
];
/** The n-th message for every n: a check or a merge that is made for the first ones only, or left out now and then. */
export const longConversation: Scenario = {
  id: "long-conversation",
  title: `holds a conversation of ${WITH_DATA} messages with custom data, nested objects for both records behind each, and one of ${WITHOUT} without but for odd keys at its end, in the second session of a contact and behind a rejection; another person says something elsewhere`,
  cases: beyondQuick(2),
  steps: ({ tag, number }) => [
    ...(number === 0 ? [open(tag)] : [...openSecond(tag), rejected(tag)]),
    send(tag, "before all", dataOf(tag, WITH_DATA)),
    observe(),
    ...(number === 0
      ? Array.from({ length: WITH_DATA }, (_, index) => roundOf(tag, index)).flat()
      : [
          open(tag, "elsewhere", { person: "bob" }),
          send(tag, "said elsewhere", {}, { session: "elsewhere" }),
          ...Array.from({ length: WITHOUT }, (_, index) =>
            send(tag, `message ${index}`, index < WITHOUT - WITH_ODD_KEYS ? {} : oddData(tag, index), {
              sender: senderOf(index),
            }),
          ),
        ]),
    settle(),
    history(),
  ],
};

/** Objects in turn: a check that looks inside them, or knows one by its members, lets some pass. */
const OBJECTS: readonly JsonObject[] = [
  ...["b", "", 1, true, null, [], ["b"]].map((value) => ({ a: value })),
  ...[{ id: "b" }, { label: "a", value: "b" }, { amount: 1, currency: "EUR" }, { lat: 1, lng: 2 }],
];

const senderOf = (index: number) => (index % 3 === 1 ? "agent" : "contact");

function roundOf(tag: string, index: number): Step[] {
  const nested = OBJECTS[index % OBJECTS.length]!;
  return [
    send(tag, `message ${index}`, dataOf(tag, index), { sender: senderOf(index) }),
    ...BOTH.map((record) => {
      // A set of keys that was valid a moment ago, or one that is new.
      const data: JsonObject =
        index % 2 === 0
          ? { [keyInTurn(index)]: nested }
          : { opencx_sibling: `refused ${record} ${index} ${tag}`, opencx_bad: nested };
      return send(tag, `nested ${record} data ${index}`, dataFor(record, data));
    }),
    // A look when each of the keys was written once more.
    ...(index % FEW_KEYS === FEW_KEYS - 1 ? [observe()] : []),
  ];
}

function dataOf(tag: string, index: number): JsonObject {
  const key = keyInTurn(index);
  return bothData(
    { [key]: index + 0.5, opencx_last: `session ${index} ${tag}`, opencx_same: true },
    {
      [key]: `contact ${index} ${tag}`,
      opencx_last: `contact ${index} ${tag}`,
      opencx_same: `contact ${tag}`,
    },
  );
}

function oddData(tag: string, index: number): JsonObject {
  // At last, keys with which others begin or end: these are unsent by then.
  const ordinary = index < WITHOUT - 1 ? ["stage_name", "update"] : ["stage", "date"];
  const under = (record: string) =>
    Object.fromEntries(
      [...LATE_ODD_KEYS, ...ordinary].map((key, at) => [key, `${record} ${at} late ${index} ${tag}`]),
    );
  return bothData(under("session"), under("contact"));
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
        Object.fromEntries(indices.map((index) => [manyKey(index), `${record} ${round} ${index} ${tag}`]));
      return bothData(of("session"), of("contact"));
    };
    return [
      openAnother(tag, SESSION, "ann"),
      ...KEY_COUNTS.flatMap((count, index): Step[] => [
        send(tag, `up to ${count}`, entries(KEY_COUNTS[index - 1] ?? 0, count, "first")),
        ...(index % 2 === 0 ? [observe()] : []),
      ]),
      send(tag, "the first anew", entries(0, 20, "second")),
      settle(),
    ];
  },
};
