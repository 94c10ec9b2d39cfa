import { leavesOthersOpen, memberNames, memberNode } from "../schema/members.ts";
import { isNever, placeOf, type SchemaNode } from "../schema/node.ts";
import { contained, isOmitted } from "../schema/prover.ts";
import type { ObjectFacets } from "../schema/value-set.ts";
import { backwardCompatibility, type Comparison } from "./comparison.ts";
import { levelOf, type SchemaFinding } from "./finding.ts";

interface MemberChange {
  readonly base: SchemaNode;
  readonly revision: SchemaNode;
  readonly before: ObjectFacets;
  readonly after: ObjectFacets;
  readonly name: string;
}

/** A member that only REVISION names. */
export function addedMember(
  comparison: Comparison,
  { base, before, after, name }: MemberChange,
): SchemaFinding {
  const node = memberNode(after, name);
  const required = after.required.has(name);
  const common = {
    path: [],
    detail: "",
    base: placeOf(base),
    revision: placeOf(node),
    action: required ? "new-required-property" : "new-optional-property",
  } as const;
  const description = `was added${required ? ", and is required" : ""}`;
  if (isOmitted(comparison.prover.perspective, node))
    return { ...common, description, level: "safe", judged: false };
  // What a schema leaves unmentioned, its readers do not count on: the new member is none of their business.
  const backward = leavesOthersOpen(before)
    ? contained
    : backwardCompatibility(comparison, memberNode(before, name), node);
  if (comparison.direction === "response")
    return { ...common, description, ...levelOf(backward), judged: backward.kind !== "contained" };
  if (required && !before.required.has(name))
    return { ...common, description, level: "breaking", judged: true };
  if (backward.kind !== "contained") {
    const more = `${description}; any value was accepted under that name before`;
    return { ...common, description: more, ...levelOf(backward), judged: true };
  }
  const map = leavesOthersOpen(before) && memberNames(before).length === 0 && node.parts.length > 0;
  return map
    ? {
        ...common,
        description: `${description}, to an object whose members were free before`,
        level: "risky",
        judged: false,
      }
    : { ...common, description, level: "safe", judged: false };
}

/** A member that only BASE names. */
export function removedMember(
  comparison: Comparison,
  { revision, before, after, name }: MemberChange,
): SchemaFinding {
  const node = memberNode(before, name);
  const required = before.required.has(name);
  const common = {
    path: [],
    detail: "",
    base: placeOf(node),
    revision: placeOf(revision),
    action: required ? "required-property-removed" : "optional-property-removed",
  } as const;
  if (isOmitted(comparison.prover.perspective, node))
    return { ...common, description: "was removed", level: "safe", judged: false };
  const open = leavesOthersOpen(after) && !isNever(memberNode(after, name));
  const backward = open ? contained : backwardCompatibility(comparison, node, memberNode(after, name));
  if (comparison.direction === "request") {
    if (backward.kind === "not-contained")
      return {
        ...common,
        description: "was removed, and is refused now",
        ...levelOf(backward),
        judged: true,
      };
    return {
      ...common,
      description: "was removed; what is sent under that name has no meaning any more",
      level: "risky",
      judged: false,
    };
  }
  if (required && !after.required.has(name))
    return {
      ...common,
      description: "was removed, though it was always there",
      level: "breaking",
      judged: true,
    };
  if (backward.kind === "not-contained")
    return {
      ...common,
      description: "was removed, and may be anything now",
      ...levelOf(backward),
      judged: true,
    };
  return { ...common, description: "was removed", level: "risky", judged: false };
}
