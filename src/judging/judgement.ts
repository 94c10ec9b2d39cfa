import type { Json } from "../json/json.ts";

/** One place where a rule is broken: which exchanges show it, what was expected, and what came instead. */
export interface Violation {
  /** Indices into the case's exchanges, in the order in which they are to be read. */
  readonly exchanges: readonly number[];
  /** Indices into what the suite itself received: the ticketing sink. */
  readonly received?: readonly number[];
  readonly expected: string;
  readonly got: string;
  /** Where the last exchange shows it, if it is one place of its answer. */
  readonly difference?: Difference;
}

/** What breaks a rule, where it is known already which exchanges show it. */
export type Breach = Omit<Violation, "exchanges">;

/** One place of a JSON answer that is not as it should be. */
export interface Difference {
  /** JSON pointer into the body of the answer. */
  readonly pointer: string;
  /** Any one of these should stand there; nothing at all if the list is empty. */
  readonly expected: readonly Json[];
}

/** What a rule says of one case. A case that does not concern the rule has nothing `checked`. */
export interface Judgement {
  /** How many things were judged, rightly or wrongly. */
  readonly checked: number;
  readonly violations: readonly Violation[];
  /** Why something that concerns the rule could not be judged. */
  readonly undecided?: string;
  /** Of an open rule: what the provider does, in a stable word or short structure. */
  readonly observed?: Json;
}

/** Nothing in the case concerns the rule. */
export const UNCONCERNED: Judgement = { checked: 0, violations: [] };

/** Judges each thing by a demand, which returns how the thing breaks it; `undecided` says what could not be judged. */
export function judgeEach<T>(
  things: readonly T[],
  demand: (thing: T) => Violation | undefined,
  undecided?: string,
): Judgement {
  return {
    checked: things.length,
    violations: things.flatMap((thing) => demand(thing) ?? []),
    ...(undecided === undefined ? {} : { undecided }),
  };
}

/** Of an open rule: what was observed, the same on every run against the same provider; `undefined` where nothing was. */
export function observe(value: Json | undefined): Judgement {
  return value === undefined ? UNCONCERNED : { checked: 1, violations: [], observed: value };
}

/** Of an open rule: what was observed each time, as one value if it was always the same. */
export function observeEach(values: readonly (string | number)[]): Judgement {
  const distinct = inOrder(values);
  return observe(distinct.length > 1 ? distinct : distinct[0]);
}

/** What was observed many times: one value, or the list of all in a stable order; `undefined` where nothing was. */
export function observedInAll(values: readonly Json[]): Json | undefined {
  const once = (some: readonly Json[]) => new Map(some.map((value) => [JSON.stringify(value), value]));
  const distinct = once(values);
  if (distinct.size <= 1) return values[0];
  const each = once(values.flatMap((value) => (Array.isArray(value) ? value : [value])));
  return [...each].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Each value once, in the order of `sort`. */
export function inOrder<T extends string | number>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}
