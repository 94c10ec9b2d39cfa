import type { Json, JsonObject } from "../../json/json.ts";
import { withMember } from "../../json/member.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";

/** One way to break a schema in one place. */
export interface ShapeFault {
  /** JSON pointer to the member. */
  readonly place: string;
  readonly what: string;
  /** The keyword that it breaks. */
  readonly keyword: "required" | "type" | "enum" | "format";
  /** How many faults of this place and keyword come before it. */
  readonly turn: number;
  /** The body with this fault put in; the body itself is left as it is. */
  readonly apply: (body: JsonObject) => JsonObject;
}

/** In the order in which they are broken: those with few places come first. */
const KEYWORDS: readonly ShapeFault["keyword"][] = ["required", "enum", "format", "type"];

/** Values that careless code takes for another type, by that type. */
const NEAR: Readonly<Record<string, readonly Json[]>> = {
  boolean: ["true", 1, 0],
  number: ["7"],
  object: [[], '{"a":"b"}'],
};

/** Words that other providers have where the document has an enum of its own. */
const OTHER_WORDS = ["user", "customer", "assistant", "ai", "bot", "system", "admin"];

/** A value of each JSON type, to stand where another is wanted. */
const SAMPLES: readonly (readonly [type: string, value: Json])[] = [
  ["string", "text"],
  ["number", 7],
  ["boolean", true],
  ["array", ["text"]],
  ["object", { a: "b" }],
  ["null", null],
];

const MALFORMED: Readonly<Record<string, readonly string[]>> = {
  email: ["not-an-address", "@example.com", "a b@example.com", "someone@"],
};

/**
 * Every duty that a schema puts on a body, broken once: required members left out, each type
 * replaced by each other, values outside enums, malformed formats. Open maps are left to the rules about custom data.
 */
export function shapeFaults(schema: ResolvedSchema | undefined): ShapeFault[] {
  if (schema === undefined) return [];
  const faults = faultsAt(schema, []).map((fault, index, all) => ({
    ...fault,
    turn: all
      .slice(0, index)
      .filter((other) => other.place === fault.place && other.keyword === fault.keyword).length,
  }));
  // One fault of every kind and place before the second of any, so that a short run meets them all.
  return faults.toSorted(
    (a, b) => a.turn - b.turn || KEYWORDS.indexOf(a.keyword) - KEYWORDS.indexOf(b.keyword),
  );
}

function faultsAt(schema: ResolvedSchema, path: readonly string[]): Omit<ShapeFault, "turn">[] {
  const place = `/${path.join("/")}`;
  const faults: Omit<ShapeFault, "turn">[] = [];
  const types = typesOf(schema);
  const put = (what: string, keyword: ShapeFault["keyword"], value: Json) =>
    faults.push({
      place,
      what,
      keyword,
      apply: (body) => (path.length === 0 ? (value as JsonObject) : withValue(body, path, value)),
    });
  if (path.length > 0 && types.length > 0) {
    for (const value of types.flatMap((type) => NEAR[type] ?? []))
      put(`as ${JSON.stringify(value)}`, "type", value);
    for (const [type, value] of SAMPLES) {
      const fits = types.includes(type) || (type === "number" && types.includes("integer"));
      if (!fits) put(`as ${type}`, "type", value);
    }
  }
  if (schema.enum !== undefined) {
    for (const value of ["opencx-conformance", "", otherCase(schema.enum[0]), ...OTHER_WORDS])
      if (!schema.enum.includes(value)) put(`as ${JSON.stringify(value)}`, "enum", value);
    put("in an array", "type", [schema.enum[0]!]);
  }
  for (const value of MALFORMED[schema.format ?? ""] ?? [])
    put(`as ${JSON.stringify(value)}`, "format", value);
  for (const name of schema.required ?? []) {
    faults.push({
      place: `${place === "/" ? "" : place}/${name}`,
      what: "left out",
      keyword: "required",
      apply: (body) => withValue(body, [...path, name], undefined),
    });
  }
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    faults.push(...faultsAt(member, [...path, name]));
  if (schema.items !== undefined) faults.push(...faultsAt(schema.items, [...path, "0"]));
  return faults;
}

function typesOf(schema: ResolvedSchema): readonly string[] {
  return schema.type === undefined ? [] : typeof schema.type === "string" ? [schema.type] : schema.type;
}

function otherCase(value: Json | undefined): string {
  return String(value ?? "").toUpperCase();
}

/** The body with a value at a path in which "0" means a list of that one item. */
function withValue(body: Json | undefined, path: readonly string[], value: Json | undefined): JsonObject {
  const list = path.indexOf("0");
  if (list < 0) return withMember(body, path, value);
  const rest = path.slice(list + 1);
  const item = rest.length === 0 ? value : withValue({}, rest, value);
  return withMember(body, path.slice(0, list), item === undefined ? [] : [item]);
}
