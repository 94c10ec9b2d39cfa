import type { RecordKind, SendStep, Step } from "../../evidence/step.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { BOTH } from "../contract/records.ts";
import { objectOf } from "./bodies.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  dataFor,
  history,
  observe,
  open,
  openLate,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** A custom data object that breaks the page in one place, and what a provider that lets it pass overlooked. */
type Bad = readonly [what: string, data: (tag: string, ok: Json) => JsonObject];

const siblings = (tag: string, ok: Json, count: number): [string, Json][] =>
  Array.from({ length: count }, (_, index) => [`${tag}sibling${index}`, ok]);

const DEEP: Json = { b: { c: { d: { e: "f" } } } };

/** Arrays and null: neither strings, numbers nor booleans. */
const NOT_VALUES: readonly Bad[] = [
  ["an array of strings", (tag) => ({ [`${tag}bad`]: ["a", "b"] })],
  ["an empty array", (tag) => ({ [`${tag}bad`]: [] })],
  ["an array in an array", (tag) => ({ [`${tag}bad`]: [["a"]] })],
  ["an object in an array", (tag) => ({ [`${tag}bad`]: [{ a: "b" }] })],
  ["an object behind strings in an array", (tag) => ({ [`${tag}bad`]: ["a", { a: "b" }] })],
  ["an object two arrays deep", (tag) => ({ [`${tag}bad`]: [[{ a: "b" }]] })],
  ["null", (tag) => ({ [`${tag}bad`]: null })],
  ["null behind a valid sibling", (tag, ok) => ({ [`${tag}sibling`]: ok, [`${tag}bad`]: null })],
];

/** Sends of one bad object each, with and without the other record's data beside it; late ones the other way round. */
function rejections(tag: string, record: RecordKind, bad: readonly Bad[], late = false): SendStep[] {
  return bad.map(([what, data], index) => {
    const key = `${tag}r${index}`;
    const other = dataFor(record === "session" ? "contact" : "session", {
      [`${key}other`]: `refused ${what}`,
    });
    const isAlone = (index % 2 === 0) !== late;
    const members = merged(dataFor(record, data(key, `refused ${what}`)), isAlone ? {} : other);
    return send(tag, `${record} data with ${what}`, members, { sender: late ? "agent" : "contact" });
  });
}

function merged(a: JsonObject, b: JsonObject): JsonObject {
  return { ...a, ...b };
}

/** Rejections in a case: few enough for a short counterexample, many enough for few requests. */
const PER_CASE = 8;

function rejecting(
  id: string,
  what: string,
  record: RecordKind,
  bad: readonly Bad[],
  cases: (count: number) => Scenario["cases"],
): Scenario {
  return {
    id,
    title: `sends ${what} in ${record} custom data, one fault a request, and looks for what it left behind`,
    cases: cases(Math.ceil(bad.length / PER_CASE)),
    steps: ({ tag, number }) => [
      open(tag),
      ...rejections(tag, record, bad.slice(number * PER_CASE, (number + 1) * PER_CASE)),
      settle(),
      history(),
    ],
  };
}

export const dataNotValues: Readonly<Record<RecordKind, Scenario>> = {
  session: rejecting("session-data-not-values", "arrays and null", "session", NOT_VALUES, always),
  contact: rejecting("contact-data-not-values", "arrays and null", "contact", NOT_VALUES, always),
};

/** What is not a value, once more where much has happened before, by the agent. */
export const lateRejections: Scenario = {
  id: "late-rejections",
  title:
    "sends arrays and null as the agent, in the second session of a contact, behind a rejection and 25 messages",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    ...openLate(tag),
    ...BOTH.flatMap((record) => rejections(`${tag}${record}`, record, NOT_VALUES, true)),
    settle(),
    history(),
  ],
};

/** Whether a rejection holds whatever happened before it, and leaves alone what was there. */
export const rejectionInContext: Scenario = {
  id: "rejection-in-context",
  title: "sends nested objects behind valid messages, to keys that exist, with every kind of company",
  cases: always(1),
  steps: ({ tag }): Step[] => {
    const deepIn = (record: RecordKind) =>
      dataFor(
        record,
        objectOf([...siblings(`${tag}crowd`, `refused ${record} crowd`, 30), [`${tag}there`, DEEP]]),
      );
    const byAgent = { sender: "agent" } as const;
    return [
      open(tag),
      send(tag, "set", bothData({ [`${tag}there`]: "before" }, { [`${tag}there`]: "before" })),
      send(
        tag,
        "both set",
        bothData({ [`${tag}there`]: "refused", [`${tag}bad`]: { a: 1 } }, { [`${tag}there`]: "refused" }),
      ),
      send(
        tag,
        "both set again",
        bothData({ [`${tag}there`]: "refused" }, { [`${tag}there`]: "refused", [`${tag}bad`]: { a: "b" } }),
      ),
      send(tag, "deep where it was", deepIn("session")),
      send(tag, "deep contact where it was", deepIn("contact")),
      send(
        tag,
        "empty by the agent",
        { ...sessionData({ [`${tag}agentbad`]: {} }), should_take_over_session_from_ai: false },
        byAgent,
      ),
      send(tag, "empty contact by the agent", contactData({ [`${tag}agentbad`]: {} }), byAgent),
      ...BOTH.map((record) =>
        send(
          tag,
          `under __proto__ in ${record} data`,
          dataFor(record, objectOf([["__proto__", { a: "b" }]])),
        ),
      ),
      send(
        tag,
        "in both by the agent",
        bothData({ [`${tag}fine`]: "refused" }, { [`${tag}fine`]: "refused", [`${tag}bad2`]: { a: "b" } }),
        byAgent,
      ),
      settle(),
      history(),
    ];
  },
};

/** Rounds of valid messages and rejections: beyond every number at which a check may be left out. */
const ROUNDS = 25;
/** Keys that they write in turn: fewer than any provider may refuse. */
const FEW = 8;

/** Rejections as the n-th message, for every n: a check that is made for the first ones only, or left out now and then. */
export const rejectionLater: Scenario = {
  id: "rejection-later",
  title: `sends nested objects for both records again after each of ${ROUNDS} valid messages`,
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...Array.from({ length: ROUNDS }, (_, index): Step[] => [
      send(
        tag,
        `valid ${index}`,
        bothData({ [`${tag}n${index % FEW}`]: index }, { [`${tag}n${index % FEW}`]: `contact ${index}` }),
      ),
      ...BOTH.map((record) =>
        send(
          tag,
          `nested ${record} data ${index}`,
          dataFor(
            record,
            // A set of keys that was valid a moment ago, or one that is new.
            index % 2 === 0
              ? { [`${tag}n${index % FEW}`]: { a: "b" } }
              : { [`${tag}r${index}sibling`]: `refused ${record} ${index}`, [`${tag}r${index}`]: { a: "b" } },
          ),
        ),
      ),
    ]).flat(),
    settle(),
    history(),
  ],
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
          dataFor(record, { [`${tag}part`]: "refused", [`${tag}bad`]: { a: 1 } }),
        ),
      ),
    ),
    settle(),
    send(tag, "the valid part", sessionData({ [`${tag}part`]: "accepted" })),
    observe(),
    history(),
  ],
};
