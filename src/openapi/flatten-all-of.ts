import type { ResolvedSchema } from "./schema.ts";

/**
 * One schema instead of an `allOf`, where its parts can be put together by listing their members and annotations;
 * otherwise the schema as it is. Whoever looks for members finds them in one place.
 */
export function flattenAllOf(schema: ResolvedSchema): ResolvedSchema {
  const { allOf, ...own } = schema;
  if (allOf === undefined) return schema;
  const [first, ...rest] = allOf;
  const isWrapper = rest.length === 0 && Object.keys(own).every(isAnnotation);
  const merged = [...allOf, own].reduce<ResolvedSchema | undefined>(
    (left, right) => left && together(left, right),
    { "x-place": schema["x-place"] },
  );
  if (merged === undefined) return schema;
  return { ...merged, "x-place": isWrapper && first ? first["x-place"] : schema["x-place"] };
}

function together(left: ResolvedSchema, right: ResolvedSchema): ResolvedSchema | undefined {
  const properties = new Map(Object.entries(left.properties ?? {}));
  for (const [name, schema] of Object.entries(right.properties ?? {})) {
    const known = properties.get(name);
    const both = known && { "x-place": schema["x-place"], allOf: [known, schema] };
    properties.set(name, both ? flattenAllOf(both) : schema);
  }
  const clash = Object.keys(right).some((keyword) => {
    const mergeable = isAnnotation(keyword) || keyword === "properties" || keyword === "required";
    return !mergeable && keyword in left && JSON.stringify(left[keyword]) !== JSON.stringify(right[keyword]);
  });
  // Where one part speaks of all other members, members of another part would no longer be "other".
  const closes = [left, right].some((part) => "additionalProperties" in part || "patternProperties" in part);
  if (clash || (closes && left.properties && right.properties)) return undefined;
  return {
    ...left,
    ...right,
    ...(properties.size > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(left.required || right.required
      ? { required: [...new Set([...(left.required ?? []), ...(right.required ?? [])])] }
      : {}),
  };
}

/** Whether a keyword only explains. */
export function isAnnotation(keyword: string): boolean {
  return /^(x-.*|title|description|summary|default|deprecated|examples?|readOnly|writeOnly|nullable)$/.test(
    keyword,
  );
}
