import type { JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";
import { movedPaths, operationNames } from "./compare-documents.ts";

/** How many operations a message names. */
const NAMED = 5;

/**
 * The operation that is meant by `METHOD /path`, as changes name it. Neither the case of the method nor the names of
 * path parameters matter, nor whether its base path stands in the servers.
 * @throws UsageError where neither edition has it
 */
export function findChangedOperation(wanted: string, base: JsonObject, revision: JsonObject): string {
  const names = [...operationNames(base), ...operationNames(revision)];
  const named = (one: string) => names.find((name) => keyOf(name) === keyOf(one));
  const found = named(wanted);
  const [method, now = ""] = found?.split(" ") ?? [];
  const before = movedPaths(base, revision).get(now);
  if (found !== undefined) return (before && named(`${method} ${before}`)) ?? found;
  const path = wanted.trim().replace(/^\S+\s+/, "");
  const near = names.filter((name) => name.includes(path));
  const some = [...new Set(near.length > 0 ? near : names)].slice(0, NAMED);
  throw new UsageError(
    `neither document has the operation "${wanted}"`,
    `write the method and the path as the document has them, such as ${some.map((name) => `'${name}'`).join(", ")}`,
  );
}

function keyOf(name: string): string {
  const [method = "", ...path] = name.trim().split(/\s+/);
  return `${method.toUpperCase()} ${path.join(" ").replace(/\{[^}]*\}/g, "{}")}`;
}
