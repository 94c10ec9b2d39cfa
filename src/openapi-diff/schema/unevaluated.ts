import type { JsonObject } from "../../json/json.ts";
import { anything, below, type Part, type SchemaNode } from "./node.ts";
import type { Members, Opaque, Shape } from "./shape.ts";

/**
 * Shapes under `unevaluatedProperties`: it speaks about the members that nothing else in the schema spoke about. Where
 * branches of an `anyOf` may speak together, that cannot be told from one shape: the duty stays opaque.
 */
export function withUnevaluated(part: Part, schema: JsonObject, shapes: readonly Shape[]): readonly Shape[] {
  const rest = schema.unevaluatedProperties;
  if (rest === undefined || rest === true) return shapes;
  const node = below(part, rest, "unevaluatedProperties");
  return shapes.map((shape) => {
    if (shape.type !== "object") return shape;
    if (shape.origin.some((origin) => origin.kind === "any-of")) {
      const opaque: Opaque = { keyword: "unevaluatedProperties", text: "", parts: [part] };
      return { ...shape, opaque: [...shape.opaque, opaque] };
    }
    const { members } = shape.object;
    if (members.some((one) => one.additional !== undefined)) return shape;
    return { ...shape, object: { ...shape.object, members: [...members, closing(members, node)] } };
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
