import type { Fault } from "../../src/lab/faults/fault.ts";
import { createVariant, type Variant } from "../../src/lab/variants/variant.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { judgeProvider } from "./judge.ts";

/** What a run with one seed said of one fault. */
export interface FaultMeasure {
  readonly seed: number;
  /** The rule that names the cause was found broken. */
  readonly caught: boolean;
  /** Requests and milliseconds until then; until the end of the run where it was not. */
  readonly requests: number;
  readonly ms: number;
  /** The rules that were found broken by then, in that order; and those among them that the first case broke. */
  readonly tripped: readonly string[];
  readonly first: readonly string[];
}

/** The fault is judged until the rule that names its cause is broken. Time in milliseconds. */
export async function measureFault(fault: Fault, seed: number): Promise<FaultMeasure> {
  const named = fault.rules[0];
  const { result, broken } = await judgeProvider(
    (options) => createReferenceProvider({ ...options, behaviour: fault.behave() }),
    { seed, until: named },
  );
  const hit = broken.find(({ rule }) => rule === named);
  return {
    seed,
    caught: hit !== undefined,
    requests: hit?.requests ?? result.stats.requests,
    ms: hit?.ms ?? result.stats.durationMs,
    tripped: broken.map(({ rule }) => rule),
    first: broken.filter(({ requests }) => requests === broken[0]?.requests).map(({ rule }) => rule),
  };
}

/** What a run with one seed said against a legal variant: nothing, if all is well. */
export interface VariantMeasure {
  readonly seed: number;
  readonly verdict: string;
  readonly accusations: readonly string[];
  readonly inconclusive: readonly string[];
}

export async function measureVariant(variant: Variant, seed: number): Promise<VariantMeasure> {
  const { result } = await judgeProvider((options) => createVariant(variant, options), {
    seed,
    ...(variant.basePath === undefined ? {} : { basePath: variant.basePath }),
  });
  const ids = (...outcomes: readonly string[]) =>
    result.rules.filter(({ outcome }) => outcomes.includes(outcome)).map(({ rule }) => rule.id);
  return {
    seed,
    verdict: result.verdict,
    accusations: ids("fail", "warn"),
    inconclusive: ids("inconclusive"),
  };
}
