import { read, type Spot, text } from "./reader.ts";
import type { SchemaNode } from "./schema/node.ts";
import type { Shape } from "./schema/shape.ts";

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
export function isLong(shapes: readonly Shape[]): boolean {
  const long = shapes.filter((shape) => shape.type === "array" || shape.type === "object");
  return (
    long.length > 0 &&
    !(shapes.length === 6 && long.every((shape) => shape.opaque.length === 0 && shape.nots.length === 0))
  );
}

/** What the items of an array of any length may be; `undefined` where the values are not such arrays. */
export function itemsOf(shapes: readonly Shape[]): SchemaNode | undefined {
  const [shape] = shapes;
  if (shapes.length !== 1 || shape?.type !== "array") return undefined;
  const { minItems, maxItems, prefix, items, contains } = shape.array;
  return minItems <= 1 && maxItems >= 1 && prefix.length + contains.length === 0 ? items : undefined;
}
