import { compareContent, hasContent, schemaOf } from "./compare-content.ts";
import { type Comparisons, compareSchemaUse } from "./compare-schema.ts";
import { lifecycleChanges, removalOf } from "./lifecycle.ts";
import { flag, items, read, type Spot, text } from "./reader.ts";
import type { Draft } from "./report.ts";
import type { SchemaNode } from "./schema/node.ts";

/** The parameters of an operation, its own ones before those of its path, by a key that survives renaming path parameters. */
export function parametersOf(path: string, pathItem: Spot, operation: Spot): Map<string, Spot> {
  const places = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
  const all = [...items(pathItem, "parameters"), ...items(operation, "parameters")];
  return new Map(all.filter((one) => !isIgnored(one)).map((one) => [keyOf(one, places), one]));
}

function keyOf(parameter: Spot, places: readonly (string | undefined)[]): string {
  const [where, name] = [text(parameter, "in") ?? "", text(parameter, "name") ?? ""];
  if (where === "path" && places.includes(name)) return `path ${places.indexOf(name)}`;
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
    "with-deprecation": "safe",
    "before-sunset": "breaking",
  } as const;
  const ids = {
    "without-deprecation": "request-parameter-removed",
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
  if (hasContent(base) && hasContent(revision))
    return [
      ...found,
      ...compareContent(comparisons, { ...use, prefix: "request-parameter" }, base, revision),
    ];
  if (hasContent(base) || hasContent(revision)) {
    return [
      ...found,
      {
        id: "request-parameter-serialization-changed",
        level: "breaking",
        ...common,
        message: `${named} is written in another way (\`content\`).`,
      },
    ];
  }
  const [old, fresh] = [schemaOf(base), schemaOf(revision)];
  const [from, to] = [base, revision].map((spot, index) =>
    serialization(spot, canBeLong(comparisons, index === 0 ? old : fresh)),
  );
  if (from !== to) {
    found.push({
      id: "request-parameter-serialization-changed",
      level: "breaking",
      ...common,
      message: `${named} is written in another way: ${to} instead of ${from}.`,
    });
  }
  return [...found, ...compareSchemaUse(comparisons, { ...use, text: true }, old, fresh)];
}

// Style and explode only matter for values that have parts.
function serialization(parameter: Spot, long: boolean): string {
  const where = text(parameter, "in") ?? "";
  const style = text(parameter, "style") ?? (where === "query" || where === "cookie" ? "form" : "simple");
  const explode = read(parameter, "explode") ?? style === "form";
  const plain =
    style === "form" ||
    style === "simple" ||
    style === "spaceDelimited" ||
    style === "pipeDelimited" ||
    style === "deepObject";
  if (!long && plain) return "plain";
  return `style ${style}${long ? `, explode ${explode === true}` : ""}`;
}

function canBeLong(comparisons: Comparisons, schema: SchemaNode): boolean {
  const shapes = comparisons("request", true).judge.shapesOf(schema);
  return schema.parts.length > 0 && shapes.some((shape) => shape.type === "array" || shape.type === "object");
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
