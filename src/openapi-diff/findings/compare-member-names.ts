import { memberPatterns } from "../schema/members.ts";
import type { SchemaNode } from "../schema/node.ts";
import { allValuesOf, anyObject, type ObjectFacets, type ValueSet } from "../schema/value-set.ts";
import { compareRestriction } from "./compare-restriction.ts";
import { backwardCompatibilityOfSets, type Comparison } from "./comparison.ts";
import { finding, levelOf, link, type Remark, under } from "./finding.ts";

/** What changed for members whose names match patterns. */
export function comparePatterns(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: ObjectFacets,
  after: ObjectFacets,
): Remark[] {
  const patterns = new Set([...memberPatterns(before), ...memberPatterns(after)]);
  return [...patterns].sort().flatMap((pattern) => {
    const [old, fresh] = [before, after].map((object) =>
      object.members.flatMap((members) => members.patterns.filter(([own]) => own === pattern)),
    );
    const [one, other] = [old?.[0]?.[1], fresh?.[0]?.[1]];
    if (one !== undefined && other !== undefined)
      return under({ kind: "member", name: `/${pattern}/` }, [link(one, other)]);
    const alone = (node: SchemaNode | undefined): ValueSet => ({
      ...allValuesOf("object"),
      type: "object",
      object:
        node === undefined
          ? anyObject
          : {
              ...anyObject,
              members: [{ properties: new Map(), patterns: [[pattern, node]], additional: undefined }],
            },
    });
    const backward = backwardCompatibilityOfSets(comparison, [alone(one)], [alone(other)]);
    const action = one === undefined ? "pattern-property-added" : "pattern-property-removed";
    const description = `${one === undefined ? "restricts" : "no longer restricts"} members whose names match \`${pattern}\``;
    return [
      finding(base, revision, "patternProperties", {
        action,
        description,
        detail: pattern,
        ...levelOf(backward),
      }),
    ];
  });
}

const NAMES = {
  added: "property-names-added",
  removed: "property-names-removed",
  changed: "property-names-changed",
} as const;

/** What changed in which names members may have. */
export function compareNames(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: ObjectFacets,
  after: ObjectFacets,
): Remark[] {
  const alone = (object: ObjectFacets): ValueSet => ({
    ...allValuesOf("object"),
    type: "object",
    object: { ...anyObject, names: object.names },
  });
  if (before.names.length === 0 && after.names.length === 0) return [];
  const happened = before.names.length === 0 ? "added" : after.names.length === 0 ? "removed" : "changed";
  const description = `has its restriction of the names of its members ${happened}`;
  const own = { action: NAMES[happened], description };
  return compareRestriction(comparison, base, revision, "propertyNames", [alone(before), alone(after)], own);
}
