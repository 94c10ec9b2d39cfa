import { canonical } from "../../json/canonical.ts";
import { isObject, type Json } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import { anything, below, type Part, type SchemaNode } from "../schema/node.ts";
import { speakingParts } from "../schema/speaking-parts.ts";
import { compareDiscriminators } from "./compare-discriminators.ts";
import { backwardCompatibility, type Comparison, isForwardCompatible } from "./comparison.ts";
import { finding, levelOf, type SchemaFinding, shown } from "./finding.ts";

/** What changed in keywords that restrict no value: defaults, deprecation, who may write, the discriminator. */
export function compareAnnotations(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
): SchemaFinding[] {
  return [
    ...compareDefaults(comparison, base, revision),
    ...compareFlags(comparison, base, revision),
    ...compareDiscriminators(
      comparison,
      base,
      revision,
      read(base, "discriminator"),
      read(revision, "discriminator"),
    ),
    ...compareExtensible(comparison, base, revision),
    ...compareContentSchemas(comparison, base, revision),
  ].map((one) => ({ ...one, judged: false }));
}

function read(node: SchemaNode, keyword: string): { part: Part; value: Json } | undefined {
  // What stands at the place itself goes before what its references and `allOf` say.
  const near = [...node.parts].reverse();
  for (const part of [...near, ...speakingParts(node)]) {
    if (isObject(part.schema) && Object.hasOwn(part.schema, keyword))
      return { part, value: part.schema[keyword] as Json };
  }
  return undefined;
}

function compareDefaults(comparison: Comparison, base: SchemaNode, revision: SchemaNode): SchemaFinding[] {
  const [old, fresh] = [read(base, "default")?.value, read(revision, "default")?.value];
  if (sameValue(old, fresh)) return [];
  // Those who send nothing now get another behaviour than they were told.
  const level = comparison.direction === "request" && old !== undefined ? "risky" : "safe";
  const change = (action: SchemaAction, description: string) => [
    finding(base, revision, "default", { action, level, description }),
  ];
  if (old === undefined) return change("default-value-added", `got the default ${shown(fresh)}`);
  return fresh === undefined
    ? change("default-value-removed", `lost its default ${shown(old)}`)
    : change("default-value-changed", `changed its default from ${shown(old)} to ${shown(fresh)}`);
}

const FLAGS = [
  ["deprecated", "deprecated", "reactivated", "was deprecated", "is no longer deprecated"],
  ["readOnly", "became-read-only", "became-not-read-only", "became read-only", "is no longer read-only"],
  ["writeOnly", "became-write-only", "became-not-write-only", "became write-only", "is no longer write-only"],
] as const;

/** Which members take no part in which messages from now on: what is sent, or read, under their names means nothing any more. */
const LEAVES = { readOnly: "request", writeOnly: "response", deprecated: undefined } as const;

function compareFlags({ direction }: Comparison, base: SchemaNode, revision: SchemaNode): SchemaFinding[] {
  return FLAGS.flatMap(([keyword, set, unset, whenSet, whenUnset]) => {
    const [old, fresh] = [base, revision].map((node) =>
      speakingParts(node).some((part) => isObject(part.schema) && part.schema[keyword] === true),
    );
    if (old === fresh) return [];
    const leaves = fresh && LEAVES[keyword] === direction;
    const so =
      direction === "request" ? "what is sent there may be ignored or refused" : "it is no longer to be read";
    return [
      finding(base, revision, keyword, {
        action: fresh ? set : unset,
        level: leaves ? "risky" : "safe",
        description: `${fresh ? whenSet : whenUnset}${leaves ? `: ${so}` : ""}`,
      }),
    ];
  });
}

const CONTENT_SCHEMA = {
  added: "content-schema-added",
  removed: "content-schema-removed",
  changed: "content-schema-changed",
} as const;

/** What a text holds (`contentSchema`) is part of the message, though no validator looks into it. */
function compareContentSchemas(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
): SchemaFinding[] {
  const [old, fresh] = [read(base, "contentSchema"), read(revision, "contentSchema")];
  if (old === undefined && fresh === undefined) return [];
  const node = (one: typeof old) =>
    one === undefined ? anything : below(one.part, one.value, "contentSchema");
  const [before, after] = [node(old), node(fresh)];
  const backward = backwardCompatibility(comparison, before, after);
  if (backward.kind === "contained" && isForwardCompatible(comparison, before, after)) return [];
  const happened = old === undefined ? "added" : fresh === undefined ? "removed" : "changed";
  const description = `has the schema of its content (\`contentSchema\`) ${happened}`;
  return [
    finding(base, revision, "contentSchema", {
      action: CONTENT_SCHEMA[happened],
      level: levelOf(backward).level,
      description,
    }),
  ];
}

// Values that a reader must be ready to see grow in number, by a convention that many documents follow.
function compareExtensible(comparison: Comparison, base: SchemaNode, revision: SchemaNode): SchemaFinding[] {
  const [old, fresh] = [base, revision].map((node) => read(node, "x-extensible-enum")?.value);
  if (!Array.isArray(old) || !Array.isArray(fresh)) return [];
  const kept = new Set(fresh.map(canonical));
  return old
    .filter((value) => !kept.has(canonical(value)))
    .map((value) =>
      finding(base, revision, "x-extensible-enum", {
        action: "x-extensible-enum-value-removed",
        level: comparison.direction === "request" ? "breaking" : "safe",
        description: `lost the value ${shown(value)}`,
        detail: canonical(value),
      }),
    );
}
