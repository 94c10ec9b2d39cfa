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

/** One place of a JSON answer that is not as it should be. */
export interface Difference {
  /** JSON pointer into the body of the answer. */
  readonly pointer: string;
  /** Any one of these should stand there; nothing, if there are none. */
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
