import fc from "fast-check";
import type { RecordKind, Step } from "../../evidence/step.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { keyOf, nestedValue, sessionValue, stringValue } from "../corpus/data.ts";
import { objectOf } from "./bodies.ts";
import { BESIDE, sendBeside } from "./design/opening.ts";
import type { Scenario, Seed } from "./scenario.ts";
import { dataFor, history, observe, open, openAnother, send, settle } from "./steps.ts";

/** What happens at one turn of a random conversation. */
type Turn =
  | {
      readonly what: "write";
      readonly record: RecordKind;
      readonly keys: readonly number[];
      readonly values: readonly Json[];
      /** Number among the companies; none beyond their end. */
      readonly company: number;
      readonly agent: boolean;
      readonly session: number;
    }
  | {
      readonly what: "nested";
      readonly record: RecordKind;
      readonly keys: readonly number[];
      readonly values: readonly Json[];
      readonly bad: Json;
      readonly agent: boolean;
      readonly session: number;
    }
  | { readonly what: "plain"; readonly agent: boolean; readonly session: number }
  | { readonly what: "look"; readonly session: number };

/** Keys that a conversation plays with: few, so that they meet again. */
const KEYS = 6;
const SESSIONS = ["first", "second"] as const;

const keys = fc.uniqueArray(fc.nat({ max: KEYS - 1 }), { minLength: 1, maxLength: 4 });
const session = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });
const agent = fc.boolean();

const writing = fc.oneof(
  fc.record({
    record: fc.constant<RecordKind>("session"),
    keys,
    values: fc.array(sessionValue, { minLength: 4, maxLength: 4 }),
  }),
  fc.record({
    record: fc.constant<RecordKind>("contact"),
    keys,
    values: fc.array(stringValue, { minLength: 4, maxLength: 4 }),
  }),
);

const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(writing, fc.nat({ max: 3 * BESIDE.length }), agent, session)
      .map(([data, company, by, to]): Turn => ({ what: "write", ...data, company, agent: by, session: to })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(writing, nestedValue, agent, session)
      .map(([data, bad, by, to]): Turn => ({ what: "nested", ...data, bad, agent: by, session: to })),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("plain" as const), agent, session }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("look" as const), session }) },
);

const conversation = fc.array(turn, { minLength: 3, maxLength: 12 });

/** Random conversations in two sessions of one contact: writes, refused writes and reads in any order. */
export const sequences: Scenario = {
  id: "sequences",
  title: "holds random conversations in two sessions of one contact, against a model of both records",
  cases: { quick: 0, standard: 8, thorough: 100_000 },
  needs: "Create Session",
  steps: (seed) => {
    const turns = sample(conversation, seed);
    const used = new Set(turns.map((each) => each.session).concat(0));
    const names = SESSIONS.filter((_, index) => used.has(index));
    return [
      open(seed.tag, "first", "ann"),
      ...(used.has(1) ? [openAnother(seed.tag, "second", "ann")] : []),
      ...turns.map((each, index) => stepOf(each, index, seed.tag)),
      ...names.map((name) => settle(name)),
      ...names.map((name) => history(name)),
    ];
  },
};

/** The value of an arbitrary that a case's seed stands for, whatever ran before. */
function sample<T>(arbitrary: fc.Arbitrary<T>, { seed, number }: Pick<Seed, "seed" | "number">): T {
  return fc.sample(arbitrary, {
    seed: Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b),
    numRuns: 1,
  })[0]!;
}

function stepOf(each: Turn, index: number, tag: string): Step {
  const to = SESSIONS[each.session as 0 | 1];
  if (each.what === "look") return observe(to);
  const sender = each.agent ? "agent" : "contact";
  const where = { session: to, sender } as const;
  if (each.what === "plain") return send(tag, `turn ${index}`, {}, where);
  const entries = each.keys.map((key, at): [string, Json] => [keyOf(key), each.values[at]!]);
  if (each.what === "nested") entries.splice(index % (entries.length + 1), 0, ["opencx_bad", each.bad]);
  const data: JsonObject = objectOf(
    each.what === "nested"
      ? entries.map(([key, value]) => [key, refusedValue(value, `${index} ${tag}`)] as const)
      : entries,
  );
  const written = dataFor(each.record, data);
  const company = each.what === "write" ? BESIDE[each.company] : undefined;
  return company === undefined
    ? send(tag, `turn ${index}`, written, where)
    : sendBeside(company, tag, `turn ${index}`, written, where);
}

/** Values of a refused request are unlike all others, so that one that shows can be told. */
function refusedValue(value: Json, what: string): Json {
  return typeof value === "object" ? value : `refused at turn ${what}`;
}
