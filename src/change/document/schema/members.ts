import { anything, both, type SchemaNode } from "./node.ts";
import { matches } from "./pattern.ts";
import type { ObjectFacets } from "./shape.ts";

/** What holds for the member `name`. A pattern that cannot be judged is taken to say nothing about it. */
export function memberNode(object: ObjectFacets, name: string): SchemaNode {
  return both(
    ...object.members.map((members) => {
      const named = members.properties.get(name);
      const matching = members.patterns
        .filter(([pattern]) => matches(pattern, name) === true)
        .map(([, node]) => node);
      if (named !== undefined) return both(named, ...matching);
      return matching.length > 0 ? both(...matching) : (members.additional ?? anything);
    }),
  );
}

/** The names of members that a schema says anything about, sorted. */
export function memberNames(object: ObjectFacets): string[] {
  return [...new Set(object.members.flatMap((members) => [...members.properties.keys()]))].sort();
}

/** What holds for members that are neither named nor matched by a pattern. */
export function otherMembers(object: ObjectFacets): SchemaNode {
  return both(...object.members.map((members) => members.additional ?? anything));
}

/** Whether `additionalProperties` is nowhere mentioned, so that unnamed members are possible but not promised. */
export function leavesOthersOpen(object: ObjectFacets): boolean {
  return object.members.every((members) => members.additional === undefined);
}

/** All patterns of member names, sorted. */
export function memberPatterns(object: ObjectFacets): string[] {
  return [
    ...new Set(object.members.flatMap((members) => members.patterns.map(([pattern]) => pattern))),
  ].sort();
}
