import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecordKind } from "../../../src/evidence/step.ts";
import type { Json } from "../../../src/json/json.ts";
import { sameValue } from "../../../src/json/same-value.ts";
import { factsOf } from "../../../src/send-message/analysis/facts.ts";
import { compareRecords } from "../../../src/send-message/analysis/records.ts";
import { TAG } from "../../helpers/recording.ts";
import {
  correct,
  recordOf,
  type Simulated,
  type SimulatedRead,
  type SimulatedWrite,
  type StoreBehaviour,
  settling,
  simulate,
} from "../../helpers/simulated-store.ts";

/** No read of the simulation shows a state older than this. */
const MAX_LAG_MS = 60;

const session = fc.constantFrom(0 as const, 1 as const, 2 as const);
const keys = fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 });
/** Few values, so that equal ones meet, among them falsy ones; and some that nobody else sends. */
const text = fc.oneof(fc.constantFrom("", "0", "same", "other"), fc.string({ minLength: 6, maxLength: 9 }));
const values: Record<RecordKind, fc.Arbitrary<Json>> = {
  session: fc.oneof(text, fc.constantFrom(0, false, true, 1.5), fc.integer()),
  contact: text,
};

function writes(fate: fc.Arbitrary<SimulatedWrite["fate"]>, timing: fc.Arbitrary<[number, number]>) {
  return fc
    .constantFrom<RecordKind>("session", "contact")
    .chain((record) =>
      fc.record({
        record: fc.constant(record),
        keys,
        values: fc.array(values[record], { minLength: 3, maxLength: 3 }),
        fate,
        session,
        timing,
        when: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      }),
    )
    .map(
      ({ keys, values, timing: [gapMs, lastsMs], ...rest }): SimulatedWrite => ({
        do: "write",
        entries: keys.map((key, index) => [`${TAG}kA${key}`, values[index]!] as const),
        gapMs,
        lastsMs,
        ...rest,
      }),
    );
}

function reads(lagMs: fc.Arbitrary<number>, timing: fc.Arbitrary<[number, number]>) {
  return fc.record({ session, lag: fc.tuple(lagMs, lagMs), timing }).map(
    ({ session, lag: [mine, theirs], timing: [gapMs, lastsMs] }): SimulatedRead => ({
      do: "read",
      session,
      lagMs: { session: mine, contact: theirs },
      gapMs,
      lastsMs,
    }),
  );
}

const anyFate = fc.oneof(
  { weight: 6, arbitrary: fc.constant("accepted" as const) },
  { weight: 2, arbitrary: fc.constant("refused" as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("unanswered, done" as const, "unanswered, not done" as const),
  },
);
/** One after the other, or so close that many are under way at once. */
const anyTiming = fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 40 }));
const inTurn = fc.constant<[number, number]>([20, 10]);

const anything = fc.array(
  fc.oneof(writes(anyFate, anyTiming), reads(fc.integer({ min: -40, max: MAX_LAG_MS }), anyTiming)),
  { maxLength: 25 },
);
const orderly = fc.array(
  fc.oneof(
    writes(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant("accepted" as const) },
        { weight: 1, arbitrary: fc.constant("refused" as const) },
      ),
      inTurn,
    ),
    reads(fc.constant(0), inTurn),
  ),
  { maxLength: 15 },
);

function differences({ recording }: Simulated) {
  const it = recording.case({ patienceMs: MAX_LAG_MS });
  return compareRecords(it, factsOf(it)).discrepancies;
}

describe("a correct store", () => {
  test("is never accused, whatever happens at once, however late its reads are", () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (operations, settled) => {
        expect(differences(simulate([...operations, ...(settled ? settling() : [])]))).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  test("has every accepted write judged once it has settled", () => {
    fc.assert(
      fc.property(orderly, (operations) => {
        const it = simulate([...operations, ...settling()]).recording.case({ patienceMs: MAX_LAG_MS });
        // The last markers are vouched for by nothing but themselves, and patience.
        const { undecided } = compareRecords(it, factsOf(it));
        expect(undecided).toEqual([]);
      }),
    );
  });
});

const mutants: readonly (readonly [name: string, kind: string, store: Partial<StoreBehaviour>])[] = [
  ["replaces instead of merging", "lost", { merge: (_, sent) => sent }],
  [
    "drops falsy values",
    "absent",
    {
      merge: (before, sent) => ({
        ...before,
        ...Object.fromEntries(Object.entries(sent).filter(([, value]) => value)),
      }),
    },
  ],
  ["never updates", "stale", { merge: (before, sent) => ({ ...sent, ...before }) }],
  [
    "turns values into text",
    "altered",
    {
      merge: (before, sent) => ({
        ...before,
        ...Object.fromEntries(Object.entries(sent).map(([key, value]) => [key, String(value)])),
      }),
    },
  ],
  [
    "lowers the case of keys",
    "renamed",
    {
      merge: (before, sent) => ({
        ...before,
        ...Object.fromEntries(Object.entries(sent).map(([key, value]) => [key.toLowerCase(), value])),
      }),
    },
  ],
  ["applies what it refuses", "applied", { appliesRefused: true }],
  [
    "writes contact data into the session, too",
    "crossed",
    {
      writesTo: (kind, at) => [recordOf(kind, at), ...(kind === "contact" ? [recordOf("session", at)] : [])],
    },
  ],
  [
    "shares session data between sessions",
    "leaked",
    {
      writesTo: (kind, at) => [kind === "session" ? "everyone's" : recordOf(kind, at)],
      readsFrom: (kind, at) => (kind === "session" ? "everyone's" : recordOf(kind, at)),
    },
  ],
  [
    "keeps contact data by session",
    "absent",
    {
      writesTo: (kind, at) => [`${kind} ${at}`],
      readsFrom: (kind, at) => `${kind} ${at}`,
    },
  ],
];

describe("a store that", () => {
  test.each(mutants)("%s is accused whenever it shows, of %s", (_, kind, change) => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(orderly, (operations) => {
        const all = [...operations, ...settling()];
        const [right, wrong] = [simulate(all), simulate(all, { ...correct, ...change })];
        const found = differences(wrong);
        for (const one of found) kinds.add(one.kind);
        const differs = !sameValue(right.shown, wrong.shown);
        if (differs) expect(found).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(kinds).toContain(kind);
  });
});
