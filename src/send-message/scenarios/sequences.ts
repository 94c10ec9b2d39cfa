import fc from "fast-check";
import type { RecordKind, Step } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import { nestedValue, sessionValue, stringValue } from "../corpus/data.ts";
import { BESIDE, sendBeside } from "./design/opening.ts";
import { randomSeedOf, type Scenario, type Seed } from "./scenario.ts";
import { dataFor, history, observe, open, openAnother, send, settle } from "./steps.ts";

/** Keys that a conversation plays with: few, so that they meet again. */
const KEYS = ["opencx_k0", "a.b", "opencx_k1", "with space", "order_id", "name"];
const SESSIONS = ["first", "second"];

const dataOf = (record: RecordKind, value: fc.Arbitrary<Json>) =>
  fc.record({
    record: fc.constant(record),
    entries: fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), value), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 4,
    }),
  });
const often = (weight: number, what: "write" | "nested" | "plain" | "look") => ({
  weight,
  arbitrary: fc.constant(what),
});

/** What happens at one turn of a random conversation. */
const turn = fc.record({
  what: fc.oneof(often(6, "write"), often(2, "nested"), often(1, "plain"), often(2, "look")),
  data: fc.oneof(dataOf("session", sessionValue), dataOf("contact", stringValue)),
  nested: nestedValue,
  /** Number among the members that may stand beside data; none beyond their end. */
  beside: fc.nat({ max: 3 * BESIDE.length }),
  sender: fc.constantFrom("contact" as const, "agent" as const),
  session: fc.constantFrom(...["first", "first", "first", "first", "second"]),
});
const conversation = fc.array(turn, { minLength: 3, maxLength: 12 });

/** Random conversations in two sessions of one contact: writes, refused writes and reads in any order. */
export const sequences: Scenario = {
  id: "sequences",
  title: "holds random conversations in two sessions of one contact, against a model of both records",
  cases: { quick: 0, standard: 3, thorough: 100_000 },
  needs: "Create Session",
  steps: (seed) => {
    const turns = sample(conversation, seed);
    const isUsed = (name: string) => name === "first" || turns.some(({ session }) => session === name);
    const names = SESSIONS.filter(isUsed);
    return [
      open(seed.tag, "first", { person: "ann" }),
      ...(isUsed("second") ? [openAnother(seed.tag, "second", "ann")] : []),
      ...turns.map((each, index) => stepOf(each, index, seed.tag)),
      ...names.map((name) => settle(name)),
      ...names.map((name) => history(name)),
    ];
  },
};

/** The value of an arbitrary that a case's seed stands for, whatever ran before. */
function sample<T>(arbitrary: fc.Arbitrary<T>, seed: Seed): T {
  return fc.sample(arbitrary, { seed: randomSeedOf(seed), numRuns: 1 })[0]!;
}

type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

function stepOf({ what, data, nested, beside, sender, session }: Turn, index: number, tag: string): Step {
  const text = `turn ${index}`;
  const { record, entries } = data;
  switch (what) {
    case "look":
      return observe(session);
    case "plain":
      return send(tag, text, {}, { session, sender });
    case "nested": {
      // Values of a refused request are unlike all others, so that one that shows can be told.
      const valid = entries.map(([key]): [string, Json] => [key, `refused at ${text} ${tag}`]);
      const bad = valid.toSpliced(index % (valid.length + 1), 0, ["opencx_bad", nested]);
      return send(tag, text, dataFor(record, Object.fromEntries(bad)), { session, sender });
    }
    case "write": {
      const written = dataFor(record, Object.fromEntries(entries));
      const along = BESIDE[beside];
      return along === undefined
        ? send(tag, text, written, { session, sender })
        : sendBeside(along, tag, text, written, { session, sender });
    }
  }
}
