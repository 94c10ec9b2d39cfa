import { anything, both, type SchemaNode } from "./node.ts";
import { matches } from "./pattern.ts";
import type { Members, ObjectFacets } from "./value-set.ts";

interface Memory {
  readonly nodes: Map<string, SchemaNode>;
  names?: readonly string[];
}

// Objects are asked for their members again and again.
const memories = new WeakMap<ObjectFacets, Memory>();

function memoryOf(object: ObjectFacets): Memory {
  const memory = memories.get(object) ?? { nodes: new Map() };
  memories.set(object, memory);
  return memory;
}

/** What holds for the member `name`. A pattern that cannot be judged is taken to say nothing about it. */
export function memberNode(object: ObjectFacets, name: string): SchemaNode {
  const { nodes } = memoryOf(object);
  const known = nodes.get(name) ?? both(...object.members.map((members) => nodeIn(members, name)));
  nodes.set(name, known);
  return known;
}

function nodeIn(members: Members, name: string): SchemaNode {
  const named = members.properties.get(name);
  const matching = members.patterns
    .filter(([pattern]) => matches(pattern, name) === true)
    .map(([, node]) => node);
  if (named !== undefined) return both(named, ...matching);
  return matching.length > 0 ? both(...matching) : (members.additional ?? anything);
}

/** The names of members that a schema says anything about, sorted. */
export function memberNames(object: ObjectFacets): readonly string[] {
  const memory = memoryOf(object);
  memory.names ??= [...new Set(object.members.flatMap((members) => [...members.properties.keys()]))].sort();
  return memory.names;
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
