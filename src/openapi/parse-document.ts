import { parseDocument as parseYaml } from "yaml";
import { hasDuplicateNames } from "../json/duplicate-names.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";

/** Size of the largest document that is read, in bytes. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
const MAX_ALIASES = 10_000;
const MAX_DEPTH = 300;
const MAX_VALUES = 3_000_000;

/**
 * An OpenAPI 3.x document from its YAML or JSON text, bounded in size, depth and alias expansion. `name` stands in messages.
 * @throws UsageError where it is too large, is not YAML, or is not an OpenAPI 3.x document.
 */
export function parseDocument(text: string, name: string): JsonObject {
  const value = parseBounded(text, name);
  const version = isObject(value) ? value.openapi : undefined;
  if (typeof version === "number" && version >= 3 && version < 4) {
    throw new UsageError(
      `${name} gives its OpenAPI version as the number ${version}`,
      `write it in quotes: openapi: "${version}.0"`,
    );
  }
  if (typeof version === "string" && /^3\.(?![01](\.|$))/.test(version)) {
    throw new UsageError(
      `${name} is an OpenAPI ${version} document, which is not supported`,
      "use OpenAPI 3.0 or 3.1",
    );
  }
  if (!isObject(value) || typeof version !== "string" || !version.startsWith("3.")) {
    throw new UsageError(
      `${name} is not an OpenAPI 3 document`,
      "it needs a member `openapi` of version 3.0 or 3.1; convert a Swagger 2.0 document first",
    );
  }
  return value;
}

/**
 * Any JSON value from YAML or JSON text, within the same bounds.
 * @throws UsageError where the text is too large, too deep or not YAML.
 */
export function parseBounded(text: string, name: string): Json {
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw new UsageError(
      `${name} is larger than ${MAX_DOCUMENT_BYTES / 1024 ** 2} MB`,
      "give a smaller file",
    );
  }
  const value = parseText(text, name);
  assertBounded(value, name);
  return value;
}

function parseText(text: string, name: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    if (!hasDuplicateNames(text, value)) return value;
    // A name stands twice in one object: YAML says which, and where.
  } catch {
    // Not JSON: YAML gives the better message for both.
  }
  try {
    const document = parseYaml(text, { merge: true, prettyErrors: true });
    const error = document.errors[0];
    if (error !== undefined) throw error;
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0]!.replace(/:$/, "") : String(error);
    throw new UsageError(`${name} cannot be read: ${reason}`, "check that it is valid YAML or JSON");
  }
}

/**
 * Bounds depth and number of values. Aliases share one value in memory; each use is counted, because a reader visits
 * each. `name` stands in messages. @throws UsageError
 */
export function assertBounded(root: Json, name: string): void {
  const rest: [Json, number][] = [[root, 0]];
  let count = 0;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [value, depth] = next;
    count += 1;
    if (depth > MAX_DEPTH || count > MAX_VALUES) {
      throw new UsageError(
        depth > MAX_DEPTH
          ? `${name} is nested more than ${MAX_DEPTH} deep`
          : `${name} has more than ${MAX_VALUES} values`,
        "look for an alias or an object that repeats itself",
      );
    }
    if (typeof value !== "object" || value === null) continue;
    for (const child of Array.isArray(value) ? value : Object.values(value)) rest.push([child, depth + 1]);
  }
}
