import { isObject, type Json, type JsonObject } from "../json/json.ts";
import type { Matcher } from "./interaction.ts";

/**
 * The matching rules of a request or response. Version 2 lists them under one flat map of JSON paths, later
 * versions by target.
 */
export function readMatchers(rules: Json | undefined): Matcher[] {
  if (!isObject(rules)) return [];
  return Object.entries(rules).flatMap(([key, value]) =>
    key.startsWith("$") ? flatMatcher(key, value) : groupedMatchers(key, value),
  );
}

/** The tokens of a JSON path as pacts write it: `$.a['b c'][0][*]`. */
export function pathTokens(path: string): string[] {
  return [...path.matchAll(/\[(?:'([^']*)'|"([^"]*)"|([^\]]*))\]|\.?([^.[\]]+)/g)]
    .map(([, single, double, index, name]) => single ?? double ?? index ?? name ?? "")
    .filter((token, position) => !(position === 0 && token === "$"));
}

/**
 * The kinds of match that hold at a place of the body: those of the nearest rule at it or above it. A rule above
 * counts where it cascades. Empty means that the example is expected as it stands.
 */
export function kindsAt(matchers: readonly Matcher[], place: readonly string[]): readonly string[] {
  const isAbove = (tokens: readonly string[]) =>
    tokens.length <= place.length && tokens.every((token, at) => token === "*" || token === place[at]);
  const nearest = matchers
    .filter(({ target, tokens }) => target === "body" && isAbove(tokens))
    .toSorted((a, b) => b.tokens.length - a.tokens.length)[0];
  if (nearest === undefined || nearest.kinds.every((kind) => kind === "equality")) return [];
  const cascades =
    nearest.tokens.length === place.length || nearest.kinds.some((kind) => CASCADING.has(kind));
  return cascades ? nearest.kinds : [];
}

const CASCADING = new Set(["type", "min", "max", "values", "eachValue", "arrayContains"]);

function flatMatcher(path: string, rule: Json): Matcher[] {
  const [first = "", ...rest] = pathTokens(path);
  const target = targetOf(first);
  return target === undefined || !isObject(rule) ? [] : [matcher(target, rest, [rule])];
}

function groupedMatchers(key: string, group: Json): Matcher[] {
  const target = targetOf(key);
  if (target === undefined || !isObject(group)) return [];
  if (Array.isArray(group.matchers)) return [matcher(target, [], group.matchers)];
  return Object.entries(group).flatMap(([path, rule]) =>
    isObject(rule) && Array.isArray(rule.matchers)
      ? [matcher(target, target === "header" ? [path] : pathTokens(path), rule.matchers)]
      : [],
  );
}

function matcher(target: Matcher["target"], path: readonly string[], rules: readonly Json[]): Matcher {
  const objects = rules.filter(isObject);
  const tokens = target === "header" ? path.map((name) => name.toLowerCase()) : path;
  const status = objects.find((rule) => rule.match === "statusCode")?.status;
  return { target, tokens, kinds: objects.map(kindOf), ...(status === undefined ? {} : { status }) };
}

// Version 2 leaves `match` out of `{ "min": 1 }`.
function kindOf(rule: JsonObject): string {
  if (typeof rule.match === "string") return rule.match;
  return "min" in rule || "max" in rule ? "type" : "equality";
}

function targetOf(key: string): Matcher["target"] | undefined {
  if (key === "headers") return "header";
  return key === "body" || key === "header" || key === "status" ? key : undefined;
}
