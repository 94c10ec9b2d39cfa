import type { RecordKind, SendStep } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { BOTH } from "../contract/records.ts";
import { NESTINGS } from "./design/rejection-factors.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  dataFor,
  history,
  observe,
  open,
  send,
  sessionData,
  settle,
  texts,
  textsFor,
} from "./steps.ts";

/** Arrays and null: neither strings, numbers nor booleans. */
const NOT_VALUES: readonly (readonly [what: string, data: JsonObject])[] = [
  ["an array of strings", { opencx_bad: ["a", "b"] }],
  ["an empty array", { opencx_bad: [] }],
  ["an array in an array", { opencx_bad: [["a"]] }],
  ["an object in an array", { opencx_bad: [{ a: "b" }] }],
  ["an object behind strings in an array", { opencx_bad: ["a", { a: "b" }] }],
  ["an object two arrays deep", { opencx_bad: [[{ a: "b" }]] }],
  ["null", { opencx_bad: null }],
  ["null behind a valid sibling", { opencx_sibling: "refused", opencx_bad: null }],
];

const byAgent = { sender: "agent" } as const;
/** Deep in an object, behind more keys than a request must take. */
const crowd = (record: RecordKind, tag: string, length = 30) => {
  const siblings = Array.from(
    { length },
    (_, index) => [`opencx_sibling${index}`, `refused ${record} ${tag}`] as const,
  );
  return dataFor(
    record,
    Object.fromEntries([...siblings, ["opencx_there", { b: { c: { d: { e: "f" } } } }]]),
  );
};

const UNDER_PROTO = Object.fromEntries([["__proto__", { a: "b" }]]);

const besideOf = (record: RecordKind, tag: string) =>
  textsFor(record === "session" ? "contact" : "session", `refused ${tag}`, "other");

/** Sends of one of them each, with and without the other record's data beside it; late ones the other way round. */
function notValues(tag: string, record: RecordKind, late = false): SendStep[] {
  return NOT_VALUES.map(([what, data], index) => {
    const isAlone = (index % 2 === 0) !== late;
    const members = { ...dataFor(record, data), ...(isAlone ? {} : besideOf(record, tag)) };
    return send(tag, `${record} data with ${what}`, members, late ? byAgent : {});
  });
}

/** What must be refused, where much has happened before: arrays and null by the agent, objects of every kind by the contact. */
export function lateRejections(tag: string): SendStep[] {
  return BOTH.flatMap((record) => [
    ...notValues(tag, record, true),
    ...NESTINGS.flatMap(({ members }) => members).map((make, index) => {
      const data = dataFor(record, { opencx_bad: make(`refused ${tag}`) });
      return send(tag, `nested ${record} data ${index}`, { ...data, ...besideOf(record, tag) });
    }),
    send(tag, `deep ${record} data`, crowd(record, tag, 120)),
    send(tag, `${record} data under __proto__`, dataFor(record, UNDER_PROTO)),
  ]);
}

export const dataNotValues: Scenario = {
  id: "data-not-values",
  title:
    "sends arrays and null in session and contact custom data, one fault a request, and looks for what they left behind",
  cases: always(2),
  steps: ({ tag, number }) => [open(tag), ...notValues(tag, BOTH[number]!), settle(), history()],
};

/** Whether a rejection holds whatever happened before it, and leaves alone what was there. */
export const rejectionInContext: Scenario = {
  id: "rejection-in-context",
  title: "sends nested objects behind valid messages, to keys that exist, with every kind of company",
  cases: always(1),
  steps: ({ tag }) => {
    const valid = { opencx_there: `refused ${tag}` };
    return [
      open(tag),
      send(tag, "set", texts(tag, "there")),
      send(tag, "both set", bothData({ ...valid, opencx_bad: { a: 1 } }, valid)),
      send(tag, "both set again", bothData(valid, { ...valid, opencx_bad: { a: "b" } })),
      ...BOTH.map((record) => send(tag, `deep ${record} data where it was`, crowd(record, tag))),
      send(
        tag,
        "empty by the agent",
        { ...sessionData({ opencx_bad: {} }), should_take_over_session_from_ai: false },
        byAgent,
      ),
      send(tag, "empty contact data by the agent", dataFor("contact", { opencx_bad: {} }), byAgent),
      ...BOTH.map((record) => send(tag, `under __proto__ in ${record} data`, dataFor(record, UNDER_PROTO))),
      send(tag, "in both by the agent", bothData(valid, { ...valid, opencx_bad: { a: "b" } }), byAgent),
      settle(),
      history(),
    ];
  },
};

/** Repeats a rejected request: a first refusal that lets the second one pass. */
export const rejectionRepeated: Scenario = {
  id: "rejection-repeated",
  title:
    "sends the very same nested object three times over for each record, and the valid part of it afterwards",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...BOTH.flatMap((record) =>
      Array.from({ length: 3 }, () =>
        send(
          tag,
          `nested ${record} data, repeatedly`,
          dataFor(record, { opencx_part: `refused ${tag}`, opencx_bad: { a: 1 } }),
        ),
      ),
    ),
    settle(),
    send(tag, "the valid part", sessionData({ opencx_part: `accepted ${tag}` })),
    observe(),
    history(),
  ],
};
