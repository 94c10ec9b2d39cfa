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
type Bad = readonly [what: string, data: (ok: Json) => JsonObject];

const siblings = (ok: Json, count: number): [string, Json][] =>
  Array.from({ length: count }, (_, index) => [`opencx_sibling${index}`, ok]);

const DEEP: Json = { b: { c: { d: { e: "f" } } } };

/** Arrays and null: neither strings, numbers nor booleans. */
const NOT_VALUES: readonly Bad[] = [
  ["an array of strings", () => ({ opencx_bad: ["a", "b"] })],
  ["an empty array", () => ({ opencx_bad: [] })],
  ["an array in an array", () => ({ opencx_bad: [["a"]] })],
  ["an object in an array", () => ({ opencx_bad: [{ a: "b" }] })],
  ["an object behind strings in an array", () => ({ opencx_bad: ["a", { a: "b" }] })],
  ["an object two arrays deep", () => ({ opencx_bad: [[{ a: "b" }]] })],
  ["null", () => ({ opencx_bad: null })],
  ["null behind a valid sibling", (ok) => ({ opencx_sibling: ok, opencx_bad: null })],
];

/** Sends of one bad object each, with and without the other record's data beside it; late ones the other way round. */
function rejections(tag: string, record: RecordKind, bad: readonly Bad[], late = false): SendStep[] {
  return bad.map(([what, data], index) => {
    const other = dataFor(record === "session" ? "contact" : "session", {
      opencx_other: `refused ${what} ${tag}`,
    });
    const isAlone = (index % 2 === 0) !== late;
    const members = merged(dataFor(record, data(`refused ${what} ${tag}`)), isAlone ? {} : other);
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
    ...BOTH.flatMap((record) => rejections(tag, record, NOT_VALUES, true)),
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
      dataFor(record, objectOf([...siblings(`refused ${record} crowd ${tag}`, 30), ["opencx_there", DEEP]]));
    const byAgent = { sender: "agent" } as const;
    return [
      open(tag),
      send(tag, "set", bothData({ opencx_there: `before ${tag}` }, { opencx_there: `before ${tag}` })),
      send(
        tag,
        "both set",
        bothData(
          { opencx_there: `refused ${tag}`, opencx_bad: { a: 1 } },
          { opencx_there: `refused ${tag}` },
        ),
      ),
      send(
        tag,
        "both set again",
        bothData(
          { opencx_there: `refused ${tag}` },
          { opencx_there: `refused ${tag}`, opencx_bad: { a: "b" } },
        ),
      ),
      send(tag, "deep where it was", deepIn("session")),
      send(tag, "deep contact where it was", deepIn("contact")),
      send(
        tag,
        "empty by the agent",
        { ...sessionData({ opencx_agentbad: {} }), should_take_over_session_from_ai: false },
        byAgent,
      ),
      send(tag, "empty contact by the agent", contactData({ opencx_agentbad: {} }), byAgent),
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
        bothData(
          { opencx_fine: `refused ${tag}` },
          { opencx_fine: `refused ${tag}`, opencx_bad2: { a: "b" } },
        ),
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
        bothData(
          { [`opencx_k${index % FEW}`]: index },
          { [`opencx_k${index % FEW}`]: `contact ${index} ${tag}` },
        ),
      ),
      ...BOTH.map((record) =>
        send(
          tag,
          `nested ${record} data ${index}`,
          dataFor(
            record,
            // A set of keys that was valid a moment ago, or one that is new.
            index % 2 === 0
              ? { [`opencx_k${index % FEW}`]: { a: "b" } }
              : {
                  [`opencx_r${index}sibling`]: `refused ${record} ${index} ${tag}`,
                  [`opencx_r${index}`]: { a: "b" },
                },
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
