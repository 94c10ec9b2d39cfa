import type { SchemaNode } from "../schema/node.ts";
import { freeShape, type Not, type Shape } from "../schema/shape.ts";
import { type Comparison, servesShape } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding } from "./finding.ts";

/** What changed in `not`, in the names of members, and in keywords that nobody here models. */
export function compareDuties(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: Shape,
  fresh: Shape,
): SchemaFinding[] {
  return [
    ...change(
      comparison,
      base,
      revision,
      "not",
      "not",
      (shape) => ({ nots: shape.nots.filter((not: Not) => !not.exclusive) }),
      old,
      fresh,
    ),
    ...keywordsOf(old, fresh).flatMap((keyword) =>
      change(
        comparison,
        base,
        revision,
        keyword,
        kebab(keyword),
        (shape) => ({ opaque: shape.opaque.filter((duty) => duty.keyword === keyword) }),
        old,
        fresh,
      ),
    ),
  ];
}

function change(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  keyword: string,
  name: string,
  pick: (shape: Shape) => Pick<Shape, "nots"> | Pick<Shape, "opaque">,
  old: Shape,
  fresh: Shape,
): SchemaFinding[] {
  const [from, to] = [pick(old), pick(fresh)];
  const [had, has] = [from, to].map((part) => Object.values(part).flat().length > 0);
  const alone = (part: typeof from): Shape => ({ ...freeShape(old.type), ...part });
  const verdict = servesShape(comparison, [alone(from)], [alone(to)]);
  const back = servesShape(comparison, [alone(to)], [alone(from)]);
  if (verdict.kind === "contained" && back.kind === "contained") return [];
  const happened = had === has ? "changed" : has ? "added" : "removed";
  const says = `has its restriction \`${keyword}\` ${happened}`;
  return [finding(base, revision, keyword, { action: `${name}-${happened}`, says, ...levelOf(verdict) })];
}

function keywordsOf(...shapes: readonly Shape[]): string[] {
  return [...new Set(shapes.flatMap((shape) => shape.opaque.map((duty) => duty.keyword)))].sort();
}

function kebab(keyword: string): string {
  return (
    keyword.replace(/[^A-Za-z]+/g, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) || "keyword"
  );
}
