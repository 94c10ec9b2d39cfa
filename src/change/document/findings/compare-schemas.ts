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
  const known = new Map<string, readonly SchemaFinding[]>();
  // Pairs that are being compared, with their depth; and results that leave out what those will say of themselves.
  const open = new Map<string, number>();
  const partial = new Map<string, { found: readonly SchemaFinding[]; restsOn: number }>();
  let restsOn = Number.POSITIVE_INFINITY;
  const comparison: Comparison = {
    judge: createJudge({ direction, declared: true, text }),
    direction,
    compare(base, revision) {
      const pair = `${base.key}=${revision.key}`;
      const found = known.get(pair);
      if (found !== undefined) return found;
      if (comparison.judge.isSame(base, revision)) return [];
      const before = partial.get(pair);
      // Inside itself a recursive schema has nothing new to show.
      const above = before?.restsOn ?? open.get(pair);
      if (above === undefined) return compareOpen(pair, base, revision);
      restsOn = Math.min(restsOn, above);
      return before?.found ?? [];
    },
  };
  return comparison;

  function compareOpen(pair: string, base: SchemaNode, revision: SchemaNode): readonly SchemaFinding[] {
    const depth = open.size;
    const outer = restsOn;
    const others = partial.size;
    open.set(pair, depth);
    restsOn = Number.POSITIVE_INFINITY;
    const inside = compareInside(comparison, base, revision);
    const whole = restsOn >= depth;
    const found = [...inside.found, ...(whole ? inside.rest() : [])];
    open.delete(pair);
    if (whole) {
      for (const key of [...partial.keys()].slice(others)) partial.delete(key);
      known.set(pair, found);
    } else {
      partial.set(pair, { found, restsOn });
    }
    restsOn = Math.min(outer, whole ? Number.POSITIVE_INFINITY : restsOn);
    return found;
  }
}

/** What is found in two nodes, and what is left to say of them as a whole if that does not explain their difference. */
function compareInside(comparison: Comparison, base: SchemaNode, revision: SchemaNode) {
  const forth = serves(comparison, base, revision);
  const back = servesBack(comparison, base, revision);
  const shapes = arbitrate(compareShapes(comparison, base, revision), forth, back);
  const settled = overlapping(shapes, forth);
  return {
    found: [...compareAnnotations(comparison, base, revision), ...settled],
    rest: () => unexplained(comparison, base, revision, settled, forth, back),
  };
}

/** A new alternative of a `oneOf` breaks those whose values now match two. */
function overlapping(findings: readonly SchemaFinding[], forth: Verdict): readonly SchemaFinding[] {
  const { level, witness } = levelOf(forth);
  const [first] = findings;
  const added = findings.every(
    (one) => one.action === "one-of-added" && one.path.length === 0 && one.level === "safe",
  );
  if (first === undefined || !added || level === "safe") return findings;
  const says = `${first.says}, which overlaps with the others`;
  return [{ ...first, level, says, ...(witness === undefined ? {} : { witness }) }, ...findings.slice(1)];
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
