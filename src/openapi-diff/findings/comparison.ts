import type { FullJudge } from "../schema/create-judge.ts";
import type { Verdict } from "../schema/judge.ts";
import type { SchemaNode } from "../schema/node.ts";
import type { ValueSet } from "../schema/value-set.ts";

/** A comparison of schemas in one direction. */
export interface Comparison {
  readonly judge: FullJudge;
  readonly direction: "request" | "response";
}

/** Whether those who kept to BASE are still served: what they send is accepted, what they get was promised. */
export function serves(comparison: Comparison, base: SchemaNode, revision: SchemaNode): Verdict {
  return comparison.direction === "request"
    ? comparison.judge.contains(base, revision)
    : comparison.judge.contains(revision, base);
}

/** The other way round: `contained` in both ways means that nothing changed. */
export function servesBack(comparison: Comparison, base: SchemaNode, revision: SchemaNode): Verdict {
  return serves(comparison, revision, base);
}

/** `serves` for sets of values alone. */
export function servesSets(
  comparison: Comparison,
  base: readonly ValueSet[],
  revision: readonly ValueSet[],
): Verdict {
  const [subs, sups] = comparison.direction === "request" ? [base, revision] : [revision, base];
  const verdicts = subs.map((sub) => comparison.judge.containsSet(sub, sups));
  return (
    verdicts.find((verdict) => verdict.kind === "not-contained") ??
    verdicts.find((verdict) => verdict.kind === "undecided") ?? { kind: "contained" }
  );
}
