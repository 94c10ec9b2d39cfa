import { compareContent, hasContent, schemaOf } from "./compare-content.ts";
import { type Comparisons, compareSchemaUse, type Use } from "./compare-schema.ts";
import { lifecycleChanges, removalOf } from "./lifecycle.ts";
import { isLong, itemsOf, serialization } from "./parameter-serialization.ts";
import { flag, items as itemSpots, type Spot, text } from "./reader.ts";
import type { Draft } from "./report.ts";

/** The parameters of an operation, its own ones before those of its path, by a key that survives renaming path parameters. */
export function parametersOf(path: string, pathItem: Spot, operation: Spot): Map<string, Spot> {
  const places = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
  const all = [...itemSpots(pathItem, "parameters"), ...itemSpots(operation, "parameters")];
  return new Map(all.filter((one) => !isIgnored(one)).map((one) => [keyOf(one, places), one]));
}

function keyOf(parameter: Spot, places: readonly (string | undefined)[]): string {
  const [where, name] = [text(parameter, "in") ?? "", text(parameter, "name") ?? ""];
  if (where === "path" && places.includes(name)) return `path ${places.indexOf(name) + 1}`;
  return `${where} ${where === "header" ? name.toLowerCase() : name}`;
}

// OpenAPI: parameter definitions of these headers are ignored.
function isIgnored(parameter: Spot): boolean {
  return (
    text(parameter, "in") === "header" &&
    /^(accept|content-type|authorization)$/i.test(text(parameter, "name") ?? "")
  );
}

/** What changed in the parameters of an operation. */
export function compareParameters(
  comparisons: Comparisons,
  base: Map<string, Spot>,
  revision: Map<string, Spot>,
  today: string,
): Draft[] {
  return [
    ...[...base].flatMap(([key, old]) => {
      const fresh = revision.get(key);
      return fresh === undefined
        ? [removed(key, old, today)]
        : compareParameter(comparisons, key, old, fresh);
    }),
    ...[...revision].filter(([key]) => !base.has(key)).map(([key, fresh]) => added(key, fresh)),
  ];
}

function removed(key: string, parameter: Spot, today: string): Draft {
  const { suffix, says } = removalOf(parameter, today);
  const level = {
    "without-deprecation": "risky",
    "without-sunset": "risky",
    "with-deprecation": "safe",
    "before-sunset": "breaking",
  } as const;
  const ids = {
    "without-deprecation": "request-parameter-removed",
    "without-sunset": "request-parameter-removed-without-sunset",
    "with-deprecation": "request-parameter-removed-with-deprecation",
    "before-sunset": "request-parameter-removed-before-sunset",
  };
  return {
    id: ids[suffix],
    level: level[suffix],
    ...about(key, parameter, undefined),
    message: `${subject(parameter)} ${says}.`,
  };
}

function added(key: string, parameter: Spot): Draft {
  const required = isRequired(parameter);
  const inPath = text(parameter, "in") === "path";
  const id = inPath
    ? "new-request-path-parameter"
    : `new-${required ? "required" : "optional"}-request-parameter`;
  const message = `${subject(parameter)} was added${required ? ", and is required" : ""}.`;
  return { id, level: required ? "breaking" : "safe", ...about(key, undefined, parameter), message };
}

function compareParameter(comparisons: Comparisons, key: string, base: Spot, revision: Spot): Draft[] {
  const common = about(key, base, revision);
  const named = subject(revision);
  const use = { direction: "request", root: "parameter", location: common.location, subject: named } as const;
  const found: Draft[] = lifecycleChanges(base, revision).map(({ action, level, says }) => ({
    id: `request-parameter-${action}`,
    level,
    ...common,
    message: `${named} ${says}.`,
  }));
  if (isRequired(base) !== isRequired(revision)) {
    const required = isRequired(revision);
    const action = required ? "became-required" : "became-optional";
    found.push({
      id: `request-parameter-${action}`,
      level: required ? "breaking" : "safe",
      ...common,
      message: `${named} ${action.replace("-", " ")}.`,
    });
  }
  if (flag(base, "allowEmptyValue") && !flag(revision, "allowEmptyValue")) {
    found.push({
      id: "request-parameter-empty-value-forbidden",
      level: "risky",
      ...common,
      message: `${named} may no longer be empty.`,
    });
  }
  return [...found, ...compareValue(comparisons, use, base, revision)];
}

type ParameterUse = Omit<Use, "text">;

/** What changed in the value of a parameter, and in how it is written. */
function compareValue(comparisons: Comparisons, use: ParameterUse, base: Spot, revision: Spot): Draft[] {
  const rewritten = (how: string): Draft => ({
    id: "request-parameter-serialization-changed",
    level: "breaking",
    direction: "request",
    location: use.location,
    basePlace: base.pointer,
    revisionPlace: revision.pointer,
    message: `${use.subject} is written in another way: ${how}.`,
  });
  if (hasContent(base) && hasContent(revision)) {
    return compareContent(comparisons, { ...use, prefix: "request-parameter" }, base, revision);
  }
  if (hasContent(base) || hasContent(revision))
    return [rewritten("`content` instead of a schema, or the reverse")];
  const { judge } = comparisons("request", true);
  const [old, fresh] = [schemaOf(base), schemaOf(revision)];
  const long = [old, fresh].every((node) => isLong(judge.shapesOf(node)));
  const [from, to] = [serialization(base, long), serialization(revision, long)];
  const found = from === to ? [] : [rewritten(`${to} instead of ${from}`)];
  const items =
    !long && serialization(revision, true) === "style form, explode true"
      ? itemsOf(judge.shapesOf(fresh))
      : undefined;
  if (items !== undefined && judge.contains(old, items).kind === "contained")
    return [...found, repeatable(use, base, revision)];
  return [...found, ...compareSchemaUse(comparisons, { ...use, text: true }, old, fresh)];
}

/** In a query, one value is written like a list of one. */
function repeatable(use: ParameterUse, base: Spot, revision: Spot): Draft {
  return {
    id: "request-parameter-type-generalized",
    level: "safe",
    direction: "request",
    location: use.location,
    basePlace: base.pointer,
    revisionPlace: revision.pointer,
    message: `${use.subject} may be given more than once.`,
  };
}

function isRequired(parameter: Spot): boolean {
  return flag(parameter, "required") || text(parameter, "in") === "path";
}

function subject(parameter: Spot): string {
  return `The ${text(parameter, "in")} parameter \`${text(parameter, "name")}\``;
}

function about(key: string, base: Spot | undefined, revision: Spot | undefined) {
  const [where, ...name] = key.split(" ");
  return {
    direction: "request" as const,
    location: `${where} parameter ${name.join(" ")}`,
    basePlace: base?.pointer,
    revisionPlace: revision?.pointer,
  };
}
