import { canonical } from "../../json/canonical.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { hasFormat, isContent } from "./formats.ts";
import { memberNode } from "./members.ts";
import type { SchemaNode } from "./node.ts";
import { matches } from "./pattern.ts";
import { isOmitted, type Prover } from "./prover.ts";
import {
  type ArrayFacets,
  jsonTypeOf,
  type Not,
  type NumberFacets,
  type ObjectFacets,
  type StringFacets,
  type ValueSet,
} from "./value-set.ts";

/** `undefined`: it cannot be told. */
type Answer = boolean | undefined;

/** Whether a node accepts a value. */
export function accepts(prover: Prover, node: SchemaNode, value: Json): Answer {
  let answer: Answer = false;
  for (const set of prover.valueSetsOf(node)) {
    const one = setAccepts(prover, set, value);
    if (one === true) return true;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

/** Whether a set accepts a value. */
export function setAccepts(prover: Prover, set: ValueSet, sent: Json): Answer {
  const value = prover.perspective.text ? read(set, sent) : sent;
  if (jsonTypeOf(value) !== set.type) return false;
  if (set.values !== undefined) {
    const text = canonical(value);
    if (!set.values.some((one) => canonical(one) === text)) return false;
  }
  return all([
    ...facetAnswers(prover, set, value),
    ...set.nots.map((not) => refuses(prover, not, value)),
    ...(set.opaque.length > 0 ? [undefined] : []),
  ]);
}

function facetAnswers(prover: Prover, set: ValueSet, value: Json): Answer[] {
  switch (set.type) {
    case "number":
      return numberAnswers(set.number, value as number);
    case "string":
      return stringAnswers(set.string, value as string);
    case "array":
      return arrayAnswers(prover, set.array, value as Json[]);
    case "object":
      return objectAnswers(prover, set.object, value as JsonObject);
    default:
      return [];
  }
}

function numberAnswers(facets: NumberFacets, value: number): Answer[] {
  const { min, max } = facets;
  return [
    !facets.integer || Number.isInteger(value),
    min === undefined || value > min.value || (!min.exclusive && value === min.value),
    max === undefined || value < max.value || (!max.exclusive && value === max.value),
    ...facets.multipleOf.map((divisor) => isMultiple(value, divisor)),
    ...facets.formats.map((format) => hasFormat(format, value)),
  ];
}

/** Whether a number is a whole multiple of another, rounding of decimals set aside. */
export function isMultiple(value: number, divisor: number): boolean {
  const times = value / divisor;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}

function stringAnswers(facets: StringFacets, value: string): Answer[] {
  const length = lengthOf(value);
  return [
    length >= facets.minLength && length <= facets.maxLength,
    ...facets.patterns.map((pattern) => matches(pattern, value)),
    ...facets.formats.map((format) => hasFormat(format, value)),
    ...facets.content.map((content) => isContent(content, value)),
  ];
}

// In code points, as JSON Schema counts.
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function arrayAnswers(prover: Prover, facets: ArrayFacets, value: readonly Json[]): Answer[] {
  return [
    value.length >= facets.minItems && value.length <= facets.maxItems,
    !facets.unique || new Set(value.map(canonical)).size === value.length,
    ...value.map((item, index) => accepts(prover, facets.prefix[index] ?? facets.items, item)),
    ...facets.contains.map(({ node, min, max }) => {
      const answers = value.map((item) => accepts(prover, node, item));
      const sure = answers.filter((answer) => answer === true).length;
      const possible = answers.filter((answer) => answer !== false).length;
      if (sure >= min && possible <= max) return true;
      return possible < min || sure > max ? false : undefined;
    }),
  ];
}

function objectAnswers(prover: Prover, facets: ObjectFacets, value: JsonObject): Answer[] {
  const names = Object.keys(value);
  return [
    names.length >= facets.minProperties && names.length <= facets.maxProperties,
    ...[...facets.required].map(
      (name) => Object.hasOwn(value, name) || isOmitted(prover.perspective, memberNode(facets, name)),
    ),
    ...facets.names.flatMap((node) => names.map((name) => accepts(prover, node, name))),
    ...names.map((name) => {
      const node = memberNode(facets, name);
      return isOmitted(prover.perspective, node) ? undefined : accepts(prover, node, value[name] as Json);
    }),
    ...undecidedPatterns(facets, names),
  ];
}

function undecidedPatterns(facets: ObjectFacets, names: readonly string[]): Answer[] {
  const patterns = facets.members.flatMap((members) => members.patterns.map(([pattern]) => pattern));
  return patterns.some((pattern) => names.some((name) => matches(pattern, name) === undefined))
    ? [undefined]
    : [];
}

function refuses(prover: Prover, not: Not, value: Json): Answer {
  const accepted = accepts(prover, not.node, value);
  return accepted === undefined ? undefined : !accepted;
}

// A value that travels as text is what its reader expects, if its text can be read so.
function read(set: ValueSet, value: Json): Json {
  if (typeof value === "object" || typeof value === set.type) return value;
  const text = String(value);
  if (set.type === "string") return text;
  if (set.type === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (set.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return value;
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
