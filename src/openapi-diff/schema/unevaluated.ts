import type { JsonObject } from "../../json/json.ts";
import { anything, below, type Part, type SchemaNode } from "./node.ts";
import type { Members, Opaque, ValueSet } from "./value-set.ts";

/**
 * Sets under `unevaluatedProperties`: it speaks about the members that nothing else in the schema spoke about. Where
 * branches of an `anyOf` may speak together, that cannot be told from one set: the duty stays opaque.
 */
export function withUnevaluated(
  part: Part,
  schema: JsonObject,
  sets: readonly ValueSet[],
): readonly ValueSet[] {
  const rest = schema.unevaluatedProperties;
  if (rest === undefined || rest === true) return sets;
  const node = below(part, rest, "unevaluatedProperties");
  return sets.map((set) => {
    if (set.type !== "object") return set;
    if (set.origin.some((origin) => origin.kind === "any-of")) {
      const opaque: Opaque = { keyword: "unevaluatedProperties", text: "", parts: [part] };
      return { ...set, opaque: [...set.opaque, opaque] };
    }
    const { members } = set.object;
    if (members.some((one) => one.additional !== undefined)) return set;
    return { ...set, object: { ...set.object, members: [...members, closing(members, node)] } };
  });
}

function closing(members: readonly Members[], node: SchemaNode): Members {
  const names = members.flatMap((one) => [...one.properties.keys()]);
  return {
    properties: new Map(names.map((name) => [name, anything])),
    patterns: members.flatMap((one) =>
      one.patterns.map(([pattern]): [string, SchemaNode] => [pattern, anything]),
    ),
    additional: node,
  };
}
