import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import { atLeast } from "../change.ts";
import type { SchemaNode } from "../schema/node.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareNodes } from "./compare-nodes.ts";
import { backwardCompatibility, type Comparison, isForwardCompatible } from "./comparison.ts";
import { capped, finding, isLink, type Link, levelOf, type SchemaFinding } from "./finding.ts";

/** What two nodes themselves have to say, and where to look further in. */
export interface Inspection {
  readonly findings: readonly SchemaFinding[];
  readonly links: readonly Link[];
}

/** Compares two nodes, without what is inside. Containment has the last word on what their keywords seem to say. */
export function inspect(comparison: Comparison, base: SchemaNode, revision: SchemaNode): Inspection {
  const backward = backwardCompatibility(comparison, base, revision);
  const isForward = isForwardCompatible(comparison, base, revision);
  const cap = backward.kind !== "contained" ? "none" : isForward ? "unjudged" : "safe";
  const remarks = capped(compareNodes(comparison, base, revision), cap);
  const links = remarks.filter(isLink).filter((one) => !comparison.prover.isSame(one.base, one.revision));
  const own = remarks.filter((one): one is SchemaFinding => !isLink(one));
  const settled = explained(comparison, base, revision, own, links);
  return { findings: [...compareAnnotations(comparison, base, revision), ...settled], links };
}

/** The findings, and the change as a whole where neither one of them nor anything further in stands for it. */
function explained(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  own: readonly SchemaFinding[],
  links: readonly Link[],
): readonly SchemaFinding[] {
  const { level, witness } = levelOf(backwardCompatibility(comparison, base, revision));
  const further = links.filter(
    (one) => one.cap === "none" && `${one.base.key}=${one.revision.key}` !== `${base.key}=${revision.key}`,
  );
  if (level === "safe") {
    return own.length + links.length > 0 || isForwardCompatible(comparison, base, revision)
      ? own
      : [wholeChange(comparison, base, revision)];
  }
  if (own.some((one) => atLeast(one.level, level))) return own;
  if (
    further.some((one) =>
      atLeast(levelOf(backwardCompatibility(comparison, one.base, one.revision)).level, level),
    )
  )
    return own;
  // A new alternative of a `oneOf` breaks those whose values now match two.
  const [first, ...others] = own;
  if (first?.action === "one-of-added" && others.every((one) => one.action === "one-of-added")) {
    const description = `${first.description}, which overlaps with the others`;
    return [{ ...first, level, description, ...(witness === undefined ? {} : { witness }) }, ...others];
  }
  return [...own, wholeChange(comparison, base, revision)];
}

/** The change of a schema as a whole. */
export function wholeChange(comparison: Comparison, base: SchemaNode, revision: SchemaNode): SchemaFinding {
  const { level, witness } = levelOf(backwardCompatibility(comparison, base, revision));
  const request = comparison.direction === "request";
  const change = (action: SchemaAction, description: string) =>
    finding(base, revision, "", {
      action,
      level,
      description,
      ...(witness === undefined ? {} : { witness }),
    });
  if (level === "safe") {
    return request
      ? change("schema-widened", "accepts more than before")
      : change("schema-narrowed", "promises more than before");
  }
  if (level === "risky") {
    return change(
      "schema-changed",
      `changed in a way that cannot be proved ${request ? "to accept" : "to stay within"} what it did before`,
    );
  }
  return request
    ? change("schema-narrowed", "accepts less than before")
    : change("schema-widened", "may be what it could not be before");
}
