import type { ResolvedSchema } from "./schema.ts";

/** A schema of OpenAPI 3.0 in the words of 3.1: `nullable` becomes a type, exclusive bounds become numbers. */
export function upgradeSchema(schema: ResolvedSchema): ResolvedSchema {
  const { nullable, ...upgraded } = exclusive(exclusive(schema, "minimum"), "maximum");
  if (nullable !== true || !admitsNull(upgraded)) return upgraded;
  if (upgraded.type !== undefined) return { ...upgraded, type: [...new Set([upgraded.type, "null"].flat())] };
  // Without a type `nullable` says nothing by the letter; beside a reference or `allOf` it is meant to.
  const place = schema["x-place"];
  return { "x-place": place, anyOf: [upgraded, { "x-place": place, type: "null" }] };
}

/** Whether a list of values leaves room for null. "Nullable" adds none to it (clarified by OpenAPI 3.0.3). */
export function admitsNull(schema: { readonly enum?: unknown }): boolean {
  return !Array.isArray(schema.enum) || schema.enum.includes(null);
}

function exclusive(schema: ResolvedSchema, bound: "minimum" | "maximum"): ResolvedSchema {
  const keyword = bound === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
  const { [keyword]: flag, ...inclusive } = schema;
  if (typeof flag !== "boolean") return schema;
  if (!flag) return inclusive;
  const { [bound]: limit, ...rest } = inclusive;
  return { ...rest, [keyword]: limit };
}
