import type { Contract } from "../contract/contract.ts";
import type { Basis, Json } from "../contract/words.ts";
import type { Look } from "./look.ts";

/** One place where a rule is broken: which exchanges show it, what was expected, and what came instead. */
export interface Violation {
  /** Indices into the case's exchanges, in the order in which they are to be read. */
  readonly exchanges: readonly number[];
  readonly expected: string;
  readonly got: string;
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

/** Where a rule comes from, if from no sentence of the page. */
export type Source =
  | "Authentication"
  | "Create Session"
  | "Get Session"
  | "List history"
  | "Create contact"
  | "good practice";

/** A duty of the provider, or an open point of the page: its sentence as data, then its judgement. */
export interface Rule {
  /** Its path under `rules/`: `<area>/<name>`. Keeps its meaning for ever. */
  readonly id: string;
  readonly basis: Basis;
  /** What holds, as a sentence without its full stop. */
  readonly title: string;
  /** The words of the page that say it, or that it follows from. */
  readonly quote?: string;
  /** The page or practice that it comes from, where the page of the operation does not say it. */
  readonly source?: Source;
  /** Scenarios that are run to feed it; it judges whatever else concerns it, too. */
  readonly scenarios: readonly string[];
  /** Says what the user must give for the rule to be judged; it is skipped without. */
  readonly needs?: "a read-only key" | "a ticketing sink";
  /** Whether the document sets this duty at all; where it does not, the rule is skipped. */
  readonly setBy?: (contract: Contract) => boolean;
  /** Reads what was recorded, and nothing else. */
  readonly judge: (it: Look) => Judgement;
}

/** Declares a rule; a rule names the sentence or the source that it comes from. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** Nothing in the case concerns the rule. */
export const UNCONCERNED: Judgement = { checked: 0, violations: [] };
