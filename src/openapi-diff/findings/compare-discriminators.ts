import { isObject, type Json } from "../../json/json.ts";
import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import type { Level } from "../change.ts";
import { keysOfEither } from "../keys-of-either.ts";
import { below, type Part, type SchemaNode } from "../schema/node.ts";
import type { Comparison } from "./comparison.ts";
import { finding, type SchemaFinding, shown } from "./finding.ts";

/** A `discriminator`, and the part of a node that says it. */
export interface Discriminator {
  readonly part: Part;
  readonly value: Json;
}

/** What changed in which member tells alternatives apart, and by which values. */
export function compareDiscriminators(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: Discriminator | undefined,
  fresh: Discriminator | undefined,
): SchemaFinding[] {
  const [before, after] = [old?.value, fresh?.value];
  const change = (action: SchemaAction, level: Level, description: string, detail = "") =>
    finding(base, revision, "discriminator", { action, level, description, detail });
  if (!isObject(before) && !isObject(after)) return [];
  if (old === undefined || !isObject(before))
    return [change("discriminator-added", "safe", "got a discriminator")];
  if (fresh === undefined || !isObject(after))
    return [change("discriminator-removed", "safe", "lost its discriminator")];
  if (before.propertyName !== after.propertyName) {
    const description = `is distinguished by ${shown(after.propertyName)} instead of ${shown(before.propertyName)}`;
    return [change("discriminator-property-name-changed", "risky", description)];
  }
  const [olds, news] = [valuesOf(old.part, before), valuesOf(fresh.part, after)];
  const isResponse = comparison.direction === "response";
  // One target under another value: whoever sends or switches on the old value is hurt.
  const renamed = new Map(
    [...olds].flatMap(([value, { target }]) => {
      if (news.has(value)) return [];
      const now = [...news].find(
        ([other, one]) => !olds.has(other) && isTarget(comparison, old.part, target, fresh.part, one.target),
      );
      return now === undefined ? [] : [[value, now[0]] as const];
    }),
  );
  const taken = new Set(renamed.values());
  return keysOfEither(olds, news).flatMap((value): SchemaFinding[] => {
    const [was, is, other] = [olds.get(value), news.get(value), renamed.get(value)];
    const name = shown(value);
    if (other !== undefined) {
      const description = `calls the discriminator value ${name} ${shown(other)} now`;
      return [change("discriminator-mapping-renamed", "breaking", description, value)];
    }
    if (taken.has(value)) return [];
    // An alternative that came or went without a `mapping` is a finding of its own.
    if (was === undefined)
      return is?.isWritten === true
        ? [
            change(
              "discriminator-mapping-added",
              isResponse ? "risky" : "safe",
              `maps the new discriminator value ${name}`,
              value,
            ),
          ]
        : [];
    if (is === undefined)
      return was.isWritten
        ? [
            change(
              "discriminator-mapping-deleted",
              isResponse ? "safe" : "risky",
              `no longer maps the discriminator value ${name}`,
              value,
            ),
          ]
        : [];
    if (was.target === is.target || isTarget(comparison, old.part, was.target, fresh.part, is.target))
      return [];
    const description = `maps the discriminator value ${name} to another schema`;
    return [change("discriminator-mapping-changed", "risky", description, value)];
  });
}

interface Target {
  readonly target: Json;
  /** In a `mapping`, and not only as the name of an alternative. */
  readonly isWritten: boolean;
}

const SCHEMAS = "#/components/schemas/";

/** What each value stands for: by the `mapping`, and for the alternatives that it leaves out by their names. */
function valuesOf(part: Part, discriminator: Readonly<Record<string, Json>>): Map<string, Target> {
  const written = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {});
  const mapped = new Set(written.map(([, target]) => referenceTo(target)));
  const { oneOf, anyOf } = isObject(part.schema) ? part.schema : {};
  const named = [oneOf, anyOf].flat().flatMap((branch): [string, Target][] => {
    const ref = isObject(branch) ? branch.$ref : undefined;
    if (typeof ref !== "string" || !ref.startsWith(SCHEMAS) || mapped.has(ref)) return [];
    return [[ref.slice(SCHEMAS.length), { target: ref, isWritten: false }]];
  });
  return new Map([
    ...named,
    ...written.map(([value, target]): [string, Target] => [value, { target, isWritten: true }]),
  ]);
}

function referenceTo(target: Json): Json {
  return typeof target !== "string" || target.startsWith("#") ? target : `${SCHEMAS}${target}`;
}

/** Whether two targets mean the same schema. */
function isTarget(comparison: Comparison, old: Part, target: Json, fresh: Part, other: Json): boolean {
  const [one, two] = [nodeOf(old, target), nodeOf(fresh, other)];
  if (one === undefined || two === undefined) return target === other;
  const { prover } = comparison;
  return prover.isSubset(one, two) && prover.isSubset(two, one);
}

function nodeOf(part: Part, target: Json): SchemaNode | undefined {
  if (typeof target !== "string") return undefined;
  const node = below(part, { $ref: referenceTo(target) }, "discriminator");
  return node.parts.some((one) => one.broken) ? undefined : node;
}
