import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { admitsNull } from "../../openapi/upgrade-schema.ts";
import type { Judge } from "./judge.ts";
import { keywordShapes } from "./keyword-shapes.ts";
import { meet } from "./meet.ts";
import { below, both, type Part, type SchemaNode } from "./node.ts";
import { opaqueDuties } from "./opaque.ts";
import { freeShape, KINDS, type Not, type Origin, type Shape } from "./shape.ts";
import { tidy } from "./tidy-shapes.ts";
import { withUnevaluated } from "./unevaluated.ts";

// A schema that is a choice of more shapes than this is compared as a whole, by its text.
const MAX_SHAPES = 600;

/** The shapes of nodes and of parts that are known, or being found. */
export type ShapeMemory = Map<string, readonly Shape[] | "in progress">;

interface Finder {
  readonly judge: Judge;
  readonly memory: ShapeMemory;
}

/** The values of a node as a union of shapes, each of one type. A node whose shapes are being found goes by as free. */
export function findShapes(finder: Finder, node: SchemaNode): readonly Shape[] {
  const known = finder.memory.get(node.key);
  if (known !== undefined) return known === "in progress" ? freeShapes : known;
  finder.memory.set(node.key, "in progress");
  let shapes: readonly Shape[] = freeShapes;
  for (const part of node.parts) shapes = product(shapes, partShapes(finder, part), part);
  const found = tidy(finder.judge, shapes);
  finder.memory.set(node.key, found);
  return found;
}

const freeShapes: readonly Shape[] = KINDS.map(freeShape);

function partShapes(finder: Finder, part: Part): readonly Shape[] {
  const { schema } = part;
  if (typeof schema === "boolean") return schema ? freeShapes : [];
  const alone: SchemaNode = { parts: [part], key: part.id };
  const known = finder.memory.get(`part ${part.id}`);
  if (known !== undefined) return known === "in progress" ? freeShapes : known;
  finder.memory.set(`part ${part.id}`, "in progress");
  let shapes: readonly Shape[] = withDuties(keywordShapes(part, schema), part, schema, alone);
  for (const [index, member] of list(schema.allOf)) {
    shapes = product(shapes, findShapes(finder, below(part, member, "allOf", index)), part);
  }
  for (const choice of choices(finder, part, schema)) shapes = product(shapes, choice, part);
  shapes = withUnevaluated(part, schema, shapes);
  const nullable =
    schema.nullable === true && admitsNull(schema) && !shapes.some((shape) => shape.type === "null");
  const found = nullable ? [...shapes, freeShape("null")] : shapes;
  finder.memory.set(`part ${part.id}`, found);
  return found;
}

function withDuties(shapes: Shape[], part: Part, schema: JsonObject, whole: SchemaNode): Shape[] {
  const nots: Not[] =
    schema.not === undefined ? [] : [{ node: below(part, schema.not, "not"), name: "", exclusive: false }];
  const opaque = opaqueDuties(part, schema, whole);
  return shapes.map((shape) => ({ ...shape, nots, opaque }));
}

/** Each choice that a schema leaves: `anyOf`, `oneOf`, and what conditions come to. */
function choices(finder: Finder, part: Part, schema: JsonObject): (readonly Shape[])[] {
  const found: (readonly Shape[])[] = [];
  if (Array.isArray(schema.anyOf)) found.push(branchShapes(finder, part, schema.anyOf, "anyOf"));
  if (Array.isArray(schema.oneOf)) found.push(branchShapes(finder, part, schema.oneOf, "oneOf"));
  if (schema.if !== undefined && (schema.then !== undefined || schema.else !== undefined)) {
    const condition = below(part, schema.if, "if");
    const holds = both(condition, below(part, schema.then, "then"));
    const not: Not = { node: condition, name: "", exclusive: false };
    const required = onlyRequired(schema.if);
    const otherwise = findShapes(finder, below(part, schema.else, "else"));
    found.push([
      ...findShapes(finder, holds),
      ...(required === undefined
        ? otherwise.map((shape) => ({ ...shape, nots: [...shape.nots, not] }))
        : product(otherwise, findShapes(finder, absent(part, required)), part).filter(isObjectShape)),
    ]);
  }
  for (const [name, dependent] of dependents(schema)) {
    found.push([
      ...findShapes(finder, absent(part, name)),
      ...findShapes(finder, below(part, dependent, "dependentSchemas", name)),
    ]);
  }
  return found;
}

function absent(part: Part, name: string): SchemaNode {
  return below(part, { properties: { [name]: false } }, "dependent", name, "absent");
}

// What is not an object lacks no member.
function isObjectShape(shape: Shape): boolean {
  return shape.type === "object";
}

/** The name of a member, where a schema asks for nothing but that one: its opposite is the absence of it. */
function onlyRequired(schema: Json | undefined): string | undefined {
  if (!isObject(schema) || !Array.isArray(schema.required) || schema.required.length !== 1) return undefined;
  const [name] = schema.required;
  return typeof name === "string" && Object.keys(schema).length === 1 ? name : undefined;
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

function branchShapes(
  finder: Finder,
  part: Part,
  branches: readonly Json[],
  keyword: "anyOf" | "oneOf",
): Shape[] {
  const nodes = branches.map((branch, index) => below(part, branch, keyword, index));
  const shapes = nodes.map((node) => {
    const known = finder.memory.get(node.key);
    // A branch that is the schema itself adds nothing that the other branches do not.
    return known === "in progress" ? [] : findShapes(finder, node);
  });
  const real = shapes.filter((own) => own.some((shape) => shape.type !== "null")).length;
  const origins = nodes.map((node, index) => originOf(node, branches[index] as Json, index, keyword));
  const nots = nodes.map((node, index): Not => ({ node, name: origins[index]?.name ?? "", exclusive: true }));
  return shapes.flatMap((own, index) => {
    const origin = real > 1 ? origins.slice(index, index + 1) : [];
    return own.map((shape) => {
      const others =
        keyword === "anyOf"
          ? []
          : nots.filter((_, other) => other !== index && overlaps(shape, shapes[other] ?? []));
      return { ...shape, nots: [...shape.nots, ...others], origin: [...shape.origin, ...origin] };
    });
  });
}

function overlaps(shape: Shape, others: readonly Shape[]): boolean {
  return others.some((other) => other.type === shape.type && meet(shape, other) !== undefined);
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

function product(left: readonly Shape[], right: readonly Shape[], part: Part): readonly Shape[] {
  const met = left.flatMap((a) => right.flatMap((b) => meet(a, b) ?? []));
  if (met.length <= MAX_SHAPES) return met;
  const kinds = new Set(met.map((shape) => shape.type));
  const opaque = [{ keyword: "choices", text: "", parts: [part] }];
  return [...kinds].map((kind) => ({ ...freeShape(kind), opaque }));
}

function list(value: Json | undefined): [number, Json][] {
  return Array.isArray(value) ? value.map((one, index) => [index, one]) : [];
}
