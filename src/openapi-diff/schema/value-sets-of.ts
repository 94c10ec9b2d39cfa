import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { admitsNull } from "../../openapi/upgrade-schema.ts";
import { intersect } from "./intersect.ts";
import { keywordValueSets } from "./keyword-value-sets.ts";
import { below, both, type Part, type SchemaNode } from "./node.ts";
import { opaqueDuties } from "./opaque.ts";
import type { Prover } from "./prover.ts";
import { speakingKeywords } from "./same.ts";
import { speakingParts } from "./speaking-parts.ts";
import { tidy } from "./tidy-value-sets.ts";
import { withUnevaluated } from "./unevaluated.ts";
import { allValuesOf, JSON_TYPES, type Not, type Origin, type ValueSet } from "./value-set.ts";

// A schema that is a choice of more sets than this is compared as a whole, by its text.
const MAX_SETS = 600;

/** The sets of nodes and of parts that are known, or being found. */
export type ValueSetMemory = Map<string, readonly ValueSet[] | "in progress">;

interface Finder {
  readonly prover: Prover;
  readonly memory: ValueSetMemory;
}

/** The values of a node as a union of sets, each of one type. A node whose sets are being found counts as one that allows everything. */
export function findValueSets(finder: Finder, node: SchemaNode): readonly ValueSet[] {
  const known = finder.memory.get(node.key);
  if (known !== undefined) return known === "in progress" ? allValues : known;
  finder.memory.set(node.key, "in progress");
  let sets: readonly ValueSet[] = allValues;
  for (const part of node.parts) sets = intersectEach(sets, partValueSets(finder, part), part);
  const found = tidy(finder.prover, sets);
  finder.memory.set(node.key, found);
  return found;
}

const allValues: readonly ValueSet[] = JSON_TYPES.map(allValuesOf);

function partValueSets(finder: Finder, part: Part): readonly ValueSet[] {
  const { schema } = part;
  if (typeof schema === "boolean") return schema ? allValues : [];
  const alone: SchemaNode = { parts: [part], key: part.id };
  const known = finder.memory.get(`part ${part.id}`);
  if (known !== undefined) return known === "in progress" ? allValues : known;
  finder.memory.set(`part ${part.id}`, "in progress");
  let sets: readonly ValueSet[] = withDuties(keywordValueSets(part, schema), part, schema, alone);
  for (const [index, member] of list(schema.allOf)) {
    sets = intersectEach(sets, findValueSets(finder, below(part, member, "allOf", index)), part);
  }
  for (const choice of choices(finder, part, schema)) sets = intersectEach(sets, choice, part);
  sets = withUnevaluated(part, schema, sets);
  const nullable = schema.nullable === true && admitsNull(schema) && !sets.some((set) => set.type === "null");
  const found = nullable ? [...sets, allValuesOf("null")] : sets;
  finder.memory.set(`part ${part.id}`, found);
  return found;
}

function withDuties(sets: ValueSet[], part: Part, schema: JsonObject, whole: SchemaNode): ValueSet[] {
  const nots: Not[] =
    schema.not === undefined ? [] : [{ node: below(part, schema.not, "not"), name: "", exclusive: false }];
  const opaque = opaqueDuties(part, schema, whole);
  return sets.map((set) => ({ ...set, nots, opaque }));
}

/** Each choice that a schema leaves: `anyOf`, `oneOf`, and what conditions come to. */
function choices(finder: Finder, part: Part, schema: JsonObject): (readonly ValueSet[])[] {
  const found: (readonly ValueSet[])[] = [];
  if (Array.isArray(schema.anyOf)) found.push(branchValueSets(finder, part, schema.anyOf, "anyOf"));
  if (Array.isArray(schema.oneOf)) found.push(branchValueSets(finder, part, schema.oneOf, "oneOf"));
  if (schema.if !== undefined && (schema.then !== undefined || schema.else !== undefined)) {
    const condition = below(part, schema.if, "if");
    const holds = both(condition, below(part, schema.then, "then"));
    const not: Not = { node: condition, name: "", exclusive: false };
    const required = onlyRequired(condition);
    const otherwise = findValueSets(finder, below(part, schema.else, "else"));
    found.push([
      ...findValueSets(finder, holds),
      ...(required === undefined
        ? otherwise.map((set) => ({ ...set, nots: [...set.nots, not] }))
        : intersectEach(otherwise, findValueSets(finder, absent(part, required)), part).filter(isObjectSet)),
    ]);
  }
  for (const [name, dependent] of dependents(schema)) {
    found.push([
      ...findValueSets(finder, absent(part, name)),
      ...findValueSets(finder, below(part, dependent, "dependentSchemas", name)),
    ]);
  }
  return found;
}

function absent(part: Part, name: string): SchemaNode {
  return below(part, { properties: { [name]: false } }, "dependent", name, "absent");
}

// What is not an object lacks no member.
function isObjectSet(set: ValueSet): boolean {
  return set.type === "object";
}

/** The name of a member, where a node asks for nothing but that one, however spelled: its opposite is the absence of it. */
function onlyRequired(node: SchemaNode): string | undefined {
  const names = new Set<Json>();
  for (const { schema } of speakingParts(node)) {
    if (schema === true) continue;
    if (!isObject(schema)) return undefined;
    for (const keyword of speakingKeywords(schema)) {
      if (keyword === "required" && Array.isArray(schema.required))
        for (const name of schema.required) names.add(name);
      else if (keyword !== "allOf") return undefined;
    }
  }
  const [name] = names;
  return names.size === 1 && typeof name === "string" ? name : undefined;
}

// `dependentRequired` and `dependentSchemas` choose for each name: it is absent, or something holds.
function dependents(schema: JsonObject): [string, Json][] {
  const required = isObject(schema.dependentRequired) ? Object.entries(schema.dependentRequired) : [];
  const schemas = isObject(schema.dependentSchemas) ? Object.entries(schema.dependentSchemas) : [];
  return [
    ...required.map(([name, names]): [string, Json] => [
      name,
      { required: [name, ...(Array.isArray(names) ? names : [])] },
    ]),
    ...schemas.map(([name, dependent]): [string, Json] => [name, { required: [name], allOf: [dependent] }]),
  ];
}

function branchValueSets(
  finder: Finder,
  part: Part,
  branches: readonly Json[],
  keyword: "anyOf" | "oneOf",
): ValueSet[] {
  const nodes = branches.map((branch, index) => below(part, branch, keyword, index));
  const sets = nodes.map((node) => {
    const known = finder.memory.get(node.key);
    // A branch that is the schema itself adds nothing that the other branches do not.
    return known === "in progress" ? [] : findValueSets(finder, node);
  });
  const real = sets.filter((own) => own.some((set) => set.type !== "null")).length;
  const origins = nodes.map((node, index) => originOf(node, branches[index] as Json, index, keyword));
  const nots = nodes.map((node, index): Not => ({ node, name: origins[index]?.name ?? "", exclusive: true }));
  return sets.flatMap((own, index) => {
    const origin = real > 1 ? origins.slice(index, index + 1) : [];
    return own.map((set) => {
      const others =
        keyword === "anyOf"
          ? []
          : nots.filter((_, other) => other !== index && overlaps(set, sets[other] ?? []));
      return { ...set, nots: [...set.nots, ...others], origin: [...set.origin, ...origin] };
    });
  });
}

function overlaps(set: ValueSet, others: readonly ValueSet[]): boolean {
  return others.some((other) => other.type === set.type && intersect(set, other) !== undefined);
}

function originOf(node: SchemaNode, branch: Json, index: number, keyword: "anyOf" | "oneOf"): Origin {
  const schema = node.parts[0]?.schema;
  const title = isObject(schema) && typeof schema.title === "string" ? schema.title : undefined;
  const ref = isObject(branch) && typeof branch.$ref === "string" ? branch.$ref.split("/").at(-1) : undefined;
  return {
    kind: keyword === "anyOf" ? "any-of" : "one-of",
    name: ref ?? title ?? String(index + 1),
    pointer: node.parts[0]?.pointer ?? "",
  };
}

function intersectEach(
  left: readonly ValueSet[],
  right: readonly ValueSet[],
  part: Part,
): readonly ValueSet[] {
  const shared = left.flatMap((a) => right.flatMap((b) => intersect(a, b) ?? []));
  if (shared.length <= MAX_SETS) return shared;
  const types = new Set(shared.map((set) => set.type));
  const opaque = [{ keyword: "choices", text: "", parts: [part] }];
  return [...types].map((type) => ({ ...allValuesOf(type), opaque }));
}

function list(value: Json | undefined): [number, Json][] {
  return Array.isArray(value) ? value.map((one, index) => [index, one]) : [];
}
