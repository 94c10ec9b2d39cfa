import type { Json } from "../json/json.ts";
import type { ChangeId, SchemaIds } from "./catalogue/catalogue.ts";
import { schemaChanges } from "./catalogue/schema/schema-changes.ts";
import { createComparison, type SchemaComparison } from "./findings/compare-schemas.ts";
import { type SchemaFinding, type Step, shown } from "./findings/finding.ts";
import { isValid } from "./is-valid.ts";
import type { Draft } from "./report.ts";
import type { SchemaNode } from "./schema/node.ts";

// In characters of JSON: a larger one shows nobody anything.
const LARGEST_WITNESS = 2_000;

/** Where a schema is used. */
export interface Use {
  readonly direction: "request" | "response";
  readonly kind: "request body" | "request parameter" | "response body" | "response header";
  /** As it stands in locations: `query parameter limit`. */
  readonly location: string;
  /** As a sentence begins: "The query parameter `limit`". */
  readonly subject: string;
  /** Whether its values travel as text, not as JSON. */
  readonly text: boolean;
}

/** The comparisons that a pair of documents needs, each with its memory. */
export type Comparisons = (direction: "request" | "response", text: boolean) => SchemaComparison;

export function createComparisons(): Comparisons {
  const known = new Map<string, SchemaComparison>();
  return (direction, text) => {
    const key = `${direction} ${text}`;
    const comparison = known.get(key) ?? createComparison(direction, text);
    known.set(key, comparison);
    return comparison;
  };
}

/** What changed between two schemas in one use. */
export function compareSchemaUse(
  comparisons: Comparisons,
  use: Use,
  base: SchemaNode,
  revision: SchemaNode,
): Draft[] {
  return comparisons(use.direction, use.text)
    .compare(base, revision)
    .map((finding) => {
      const witness = agreed(use, finding);
      return {
        id: idOf(use, finding),
        level: finding.level,
        direction: use.direction,
        location: [use.location, pathText(finding.path)].filter(Boolean).join(" "),
        basePlace: finding.base,
        revisionPlace: finding.revision,
        message: `${subjectOf(use, finding.path)} ${finding.description}.${example(use, finding, witness)}`,
        detail: finding.detail,
        happened: finding.action,
        witness,
      };
    });
}

/** The witness of a finding, if the one whole schema accepts it and the other does not. */
function agreed(use: Use, { level, witness, whole, path }: SchemaFinding): Json | undefined {
  if (level !== "breaking" || witness === undefined || whole === undefined) return undefined;
  // Another alternative may take the value.
  if (path.some((step) => step.kind === "choice")) return undefined;
  if (JSON.stringify(witness).length > LARGEST_WITNESS) return undefined;
  const [base, revision] = use.direction === "request" ? whole : [whole[1], whole[0]];
  return isValid(base, witness) === true && isValid(revision, witness) === false ? witness : undefined;
}

function pathText(path: readonly Step[]): string {
  return path.reduce((text, step) => {
    if (step.kind === "items") return `${text}[]`;
    if (step.kind === "choice") return `${text}(${step.name})`;
    const name = step.kind === "member" ? step.name : "*";
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

function subjectOf(use: Use, path: readonly Step[]): string {
  const text = pathText(path);
  return text === "" ? use.subject : `In ${lowerFirst(use.subject)}, \`${text}\``;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

// The witness, unless it is long, or stands in the sentence already.
function example(use: Use, { description }: SchemaFinding, witness: Json | undefined): string {
  const value = shown(witness);
  if (witness === undefined || witness === null || value.includes("...") || description.includes(value))
    return "";
  return use.direction === "request"
    ? ` For example, ${value} is no longer accepted.`
    : ` For example, it may be ${value} now.`;
}

const PLACES = {
  "request body": { whole: "request body", inside: "request property" },
  "request parameter": { whole: "parameter", inside: "parameter property" },
  "response body": { whole: "response body", inside: "response property" },
  "response header": { whole: "header", inside: "header property" },
} as const;

function idOf(use: Use, finding: SchemaFinding): ChangeId {
  const place = PLACES[use.kind];
  const ids: SchemaIds = schemaChanges[finding.action].ids;
  const isInside = finding.path.some((step) => step.kind !== "choice");
  return (isInside ? undefined : ids[place.whole]) ?? ids[place.inside];
}
