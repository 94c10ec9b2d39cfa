import { read, type Spot, text } from "./reader.ts";
import type { SchemaNode } from "./schema/node.ts";
import type { ValueSet } from "./schema/value-set.ts";

const PLAIN = new Set(["form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"]);

/** How a parameter is written; equal for what makes no difference. Only for `long` values, those that have parts, do most styles differ. */
export function serialization(parameter: Spot, long: boolean): string {
  const where = text(parameter, "in");
  const style = text(parameter, "style") ?? (where === "query" || where === "cookie" ? "form" : "simple");
  if (!long && PLAIN.has(style)) return "plain";
  const explode = read(parameter, "explode") ?? style === "form";
  return `style ${style}${long ? `, explode ${explode === true}` : ""}`;
}

/** Whether some of the values are arrays or objects, by more than the lack of a type. */
export function isLong(sets: readonly ValueSet[]): boolean {
  const long = sets.filter((set) => set.type === "array" || set.type === "object");
  return (
    long.length > 0 &&
    !(sets.length === 6 && long.every((set) => set.opaque.length === 0 && set.nots.length === 0))
  );
}

/** What the items of an array of any length may be; `undefined` where the values are not such arrays. */
export function itemsOf(sets: readonly ValueSet[]): SchemaNode | undefined {
  const [set] = sets;
  if (sets.length !== 1 || set?.type !== "array") return undefined;
  const { minItems, maxItems, prefix, items, contains } = set.array;
  return minItems <= 1 && maxItems >= 1 && prefix.length + contains.length === 0 ? items : undefined;
}
