import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import { leavesOthersOpen, memberNames, memberNode, otherMembers } from "../schema/members.ts";
import { isNever, type SchemaNode } from "../schema/node.ts";
import { isOmitted } from "../schema/prover.ts";
import type { ObjectFacets, ValueSet } from "../schema/value-set.ts";
import { compareNames, comparePatterns } from "./compare-member-names.ts";
import { addedMember, removedMember } from "./compare-member-presence.ts";
import { backwardCompatibility, type Comparison, isForwardCompatible } from "./comparison.ts";
import { finding, levelOf, link, type Remark, under } from "./finding.ts";

type ObjectSet = Extract<ValueSet, { type: "object" }>;

/** What changed in the members of an object: which there are, which are required, and what they may be. */
export function compareMembers(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ObjectSet,
  fresh: ObjectSet,
): Remark[] {
  const [before, after] = [old.object, fresh.object];
  const names = [...new Set([...memberNames(before), ...memberNames(after)])].sort();
  return [
    ...names.flatMap((name) => compareMember(comparison, base, revision, before, after, name)),
    ...requiredOnly(comparison, base, revision, before, after, names),
    ...compareOthers(comparison, base, revision, before, after),
    ...comparePatterns(comparison, base, revision, before, after),
    ...compareNames(comparison, base, revision, before, after),
  ];
}

function compareMember(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: ObjectFacets,
  after: ObjectFacets,
  name: string,
): Remark[] {
  const [old, fresh] = [memberNode(before, name), memberNode(after, name)];
  const step = { kind: "member", name } as const;
  const [isOld, isNew] = [mentions(before, name), mentions(after, name)];
  if (!isOld && !isNew) return [];
  if (!isOld || !isNew) {
    const compare = isOld ? removedMember : addedMember;
    return under(step, [compare(comparison, { base, revision, before, after, name })]);
  }
  const omitted =
    isOmitted(comparison.prover.perspective, old) || isOmitted(comparison.prover.perspective, fresh);
  return under(step, [
    link(old, fresh, omitted ? "safe" : "none"),
    ...compareRequired(comparison, old, fresh, before, after, name),
    ...appearance(comparison, old, fresh, before.required.has(name), after.required.has(name)),
  ]);
}

/** A required member that comes into responses, or is gone from them, by who may read it. */
function appearance(
  comparison: Comparison,
  old: SchemaNode,
  fresh: SchemaNode,
  wasRequired: boolean,
  isRequired: boolean,
): Remark[] {
  const { perspective } = comparison.prover;
  const [wasHidden, isHidden] = [isOmitted(perspective, old), isOmitted(perspective, fresh)];
  if (comparison.direction === "request" || wasHidden === isHidden) return [];
  const change = (own: Parameters<typeof finding>[3]) => [finding(old, fresh, "writeOnly", own)];
  if (isHidden && wasRequired)
    return change({
      action: "became-write-only",
      level: "breaking",
      description: "became write-only, though it was always there",
    });
  if (wasHidden && isRequired)
    return change({
      action: "became-not-write-only",
      level: "risky",
      judged: false,
      description: "is no longer write-only, and required",
    });
  return [];
}

/** A member that must not be there counts as one that is not there. */
function mentions(object: ObjectFacets, name: string): boolean {
  return memberNames(object).includes(name) && !isNever(memberNode(object, name));
}

function compareRequired(
  comparison: Comparison,
  old: SchemaNode,
  fresh: SchemaNode,
  before: ObjectFacets,
  after: ObjectFacets,
  name: string,
): Remark[] {
  const had = before.required.has(name) && !isOmitted(comparison.prover.perspective, old);
  const has = after.required.has(name) && !isOmitted(comparison.prover.perspective, fresh);
  if (had === has || isOmitted(comparison.prover.perspective, fresh)) return [];
  const level = has === (comparison.direction === "request") ? "breaking" : "safe";
  const action = has ? "became-required" : "became-optional";
  return [
    finding(old, fresh, "", { action, level, description: has ? "became required" : "became optional" }),
  ];
}

function requiredOnly(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: ObjectFacets,
  after: ObjectFacets,
  named: readonly string[],
): Remark[] {
  const names = new Set([...before.required, ...after.required].filter((name) => !named.includes(name)));
  return [...names].sort().flatMap((name) => {
    const found = compareRequired(comparison, base, revision, before, after, name);
    return under({ kind: "member", name }, found);
  });
}

function compareOthers(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  before: ObjectFacets,
  after: ObjectFacets,
): Remark[] {
  if (leavesOthersOpen(before) && leavesOthersOpen(after)) return [];
  const [old, fresh] = [otherMembers(before), otherMembers(after)];
  const [closed, closes] = [old, fresh].map(isNever);
  const free = old.parts.length === 0 || fresh.parts.length === 0;
  if (!closed && !closes && !free) return under({ kind: "others" }, [link(old, fresh)]);
  const backward = backwardCompatibility(comparison, old, fresh);
  if (backward.kind === "contained" && isForwardCompatible(comparison, old, fresh)) return [];
  const [action, description]: [SchemaAction, string] = closes
    ? ["additional-properties-forbidden", "no longer allows members that it does not name"]
    : closed
      ? ["additional-properties-allowed", "allows members that it does not name"]
      : fresh.parts.length === 0
        ? ["additional-properties-widened", "allows any value for members that it does not name"]
        : ["additional-properties-restricted", "restricts the values of members that it does not name"];
  const { level } = levelOf(backward);
  return [finding(base, revision, "additionalProperties", { action, description, level })];
}
