import { compareContent, hasContent, schemaOf } from "./compare-content.ts";
import { type Comparisons, compareSchemaUse, type Use } from "./compare-schema.ts";
import { lifecycleChange, removalOf } from "./lifecycle.ts";
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

const REMOVED = {
  nothing: "request-parameter-removed",
  "no date": "request-parameter-removed-without-sunset",
  "a later date": "request-parameter-removed-before-sunset",
  "a date that has passed": "request-parameter-removed-with-deprecation",
} as const;

function removed(key: string, parameter: Spot, today: string): Draft {
  const { announced, description } = removalOf(parameter, today);
  return {
    id: REMOVED[announced],
    ...about(key, parameter, undefined),
    message: `${subject(parameter)} ${description}.`,
  };
}

function added(key: string, parameter: Spot): Draft {
  const required = isRequired(parameter);
  const id =
    text(parameter, "in") === "path"
      ? "new-request-path-parameter"
      : required
        ? "new-required-request-parameter"
        : "new-optional-request-parameter";
  const message = `${subject(parameter)} was added${required ? ", and is required" : ""}.`;
  return { id, ...about(key, undefined, parameter), message };
}

const LIFECYCLE = {
  deprecated: { id: "request-parameter-deprecated", level: "safe" },
  "deprecated with a date": { id: "request-parameter-deprecated-with-sunset" },
  "deprecated with an unreadable date": { id: "request-parameter-deprecated-sunset-parse" },
  reactivated: { id: "request-parameter-reactivated", level: "safe" },
  "date deleted": { id: "request-parameter-sunset-deleted" },
  "date unreadable": { id: "request-parameter-sunset-parse" },
  "date earlier": { id: "request-parameter-sunset-date-changed-too-small" },
  "date later": { id: "request-parameter-sunset-date-changed" },
} as const;

function compareParameter(comparisons: Comparisons, key: string, base: Spot, revision: Spot): Draft[] {
  const common = about(key, base, revision);
  const named = subject(revision);
  const use = {
    direction: "request",
    kind: "request parameter",
    location: common.location,
    subject: named,
  } as const;
  const found: Draft[] = [];
  const lifecycle = lifecycleChange(base, revision);
  if (lifecycle !== undefined)
    found.push({ ...LIFECYCLE[lifecycle.event], ...common, message: `${named} ${lifecycle.description}.` });
  if (!isRequired(base) && isRequired(revision))
    found.push({
      id: "request-parameter-became-required",
      ...common,
      message: `${named} became required.`,
    });
  if (isRequired(base) && !isRequired(revision))
    found.push({
      id: "request-parameter-became-optional",
      ...common,
      message: `${named} became optional.`,
    });
  if (flag(base, "allowEmptyValue") && !flag(revision, "allowEmptyValue"))
    found.push({
      id: "request-parameter-empty-value-forbidden",
      ...common,
      message: `${named} may no longer be empty.`,
    });
  if (flag(base, "allowReserved") && !flag(revision, "allowReserved"))
    found.push({
      id: "request-parameter-reserved-characters-forbidden",
      ...common,
      message: `${named} may no longer hold reserved characters such as \`/\` as they are.`,
    });
  return [...found, ...compareValue(comparisons, use, base, revision)];
}

const CONTENT = {
  added: "request-parameter-media-type-added",
  removed: "request-parameter-media-type-removed",
  changed: "request-parameter-media-type-name-changed",
  generalized: "request-parameter-media-type-name-generalized",
  encoding: "request-parameter-encoding-changed",
} as const;

type ParameterUse = Omit<Use, "text">;

/** What changed in the value of a parameter, and in how it is written. */
function compareValue(comparisons: Comparisons, use: ParameterUse, base: Spot, revision: Spot): Draft[] {
  const rewritten = (how: string): Draft => ({
    id: "request-parameter-serialization-changed",
    direction: "request",
    location: use.location,
    basePlace: base.pointer,
    revisionPlace: revision.pointer,
    message: `${use.subject} is written in another way: ${how}.`,
  });
  if (hasContent(base) && hasContent(revision)) {
    return compareContent(comparisons, { ...use, ids: CONTENT }, base, revision);
  }
  if (hasContent(base) || hasContent(revision))
    return [rewritten("`content` instead of a schema, or the reverse")];
  const { prover } = comparisons("request", true);
  const [old, fresh] = [schemaOf(base), schemaOf(revision)];
  const long = [old, fresh].every((node) => isLong(prover.valueSetsOf(node)));
  const [from, to] = [serialization(base, long), serialization(revision, long)];
  const found = from === to ? [] : [rewritten(`${to} instead of ${from}`)];
  const items =
    !long && serialization(revision, true) === "style form, explode true"
      ? itemsOf(prover.valueSetsOf(fresh))
      : undefined;
  if (items !== undefined && prover.isSubset(old, items)) return [...found, repeatable(use, base, revision)];
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
