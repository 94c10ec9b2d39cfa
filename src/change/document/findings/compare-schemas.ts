import { atLeast } from "../change.ts";
import { createJudge } from "../schema/create-judge.ts";
import type { Verdict } from "../schema/judge.ts";
import type { SchemaNode } from "../schema/node.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareShapes } from "./compare-shapes.ts";
import { type Comparison, serves, servesBack } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding, shown } from "./finding.ts";

/** Compares schemas in one direction; `text` where values travel as text rather than as JSON. */
export function createComparison(direction: Comparison["direction"], text: boolean): Comparison {
  const comparison: Comparison = {
    judge: createJudge({ direction, declared: true, text }),
    direction,
    memory: new Map(),
    compare: (base, revision) => compareNodes(comparison, base, revision),
  };
  return comparison;
}

function compareNodes(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
): readonly SchemaFinding[] {
  const pair = `${base.key}=${revision.key}`;
  const known = comparison.memory.get(pair);
  if (known !== undefined) return known;
  if (comparison.judge.isSame(base, revision)) return [];
  // Inside itself a recursive schema has nothing new to show.
  comparison.memory.set(pair, []);
  const forth = serves(comparison, base, revision);
  const back = servesBack(comparison, base, revision);
  const shapes = arbitrate(compareShapes(comparison, base, revision), forth, back);
  const found = [
    ...compareAnnotations(comparison, base, revision),
    ...shapes,
    ...unexplained(comparison, base, revision, shapes, forth, back),
  ];
  comparison.memory.set(pair, found);
  return found;
}

/** Containment has the last word: keywords that make no difference are no finding, and none is worse than the whole. */
function arbitrate(findings: readonly SchemaFinding[], forth: Verdict, back: Verdict): SchemaFinding[] {
  if (forth.kind !== "contained") return [...findings];
  return findings.flatMap((one) => {
    if (!one.judged) return [one];
    return back.kind === "contained" ? [] : [{ ...one, level: "safe" as const }];
  });
}

/** The change as a whole, where no keyword stands for it. */
function unexplained(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  found: readonly SchemaFinding[],
  forth: Verdict,
  back: Verdict,
): SchemaFinding[] {
  const { level, witness } = levelOf(forth);
  if (found.some((one) => atLeast(one.level, level) && (level !== "safe" || one.judged))) return [];
  const request = comparison.direction === "request";
  if (level === "safe") {
    if (back.kind === "contained" || found.length > 0) return [];
    const action = request ? "schema-widened" : "schema-narrowed";
    return [
      finding(base, revision, "", {
        action,
        level,
        says: request ? "accepts more than before" : "promises more than before",
      }),
    ];
  }
  if (level === "risky") {
    const says = `changed in a way that cannot be proved ${request ? "to accept" : "to stay within"} what it did before`;
    return [finding(base, revision, "", { action: "schema-changed", level, says })];
  }
  const says = request
    ? `no longer accepts ${shown(witness)}`
    : `may now be ${shown(witness)}, which it could not be before`;
  const own = finding(base, revision, "", {
    action: request ? "schema-narrowed" : "schema-widened",
    level,
    says,
  });
  return [witness === undefined ? own : { ...own, witness }];
}
