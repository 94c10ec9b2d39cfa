import { pointerTo } from "../../../contract/pointer.ts";
import type { Json } from "../../../contract/words.ts";
import type { Level } from "../change.ts";
import type { Verdict } from "../schema/judge.ts";
import { placeOf, type SchemaNode } from "../schema/node.ts";

/** One step from a value into it. */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "items" | "others" }
  | { readonly kind: "choice"; readonly name: string };

/** A change of a schema, wherever that schema is used. */
export interface SchemaFinding {
  /** The last words of its id: `max-length-decreased`. */
  readonly action: string;
  readonly level: Level;
  /** Whether it is about which values are accepted, so that containment has the last word on it. */
  readonly judged: boolean;
  readonly path: readonly Step[];
  /** Tells apart findings of one action at one path. */
  readonly detail: string;
  readonly base: string;
  readonly revision: string;
  /** What is said of its subject: `became required`. */
  readonly says: string;
  readonly witness?: Json;
}

/** A finding at the node itself; places default to the two nodes, or to `keyword` where they have it. */
export function finding(
  base: SchemaNode,
  revision: SchemaNode,
  keyword: string,
  own: Pick<SchemaFinding, "action" | "level" | "says"> & Partial<SchemaFinding>,
): SchemaFinding {
  return {
    judged: true,
    path: [],
    detail: "",
    base: keywordPlace(base, keyword),
    revision: keywordPlace(revision, keyword),
    ...own,
  };
}

/** The findings one step further out. */
export function under(step: Step, findings: readonly SchemaFinding[]): SchemaFinding[] {
  return findings.map((one) => ({ ...one, path: [step, ...one.path] }));
}

/** The level that a verdict comes to, and its witness. */
export function levelOf(verdict: Verdict): Pick<SchemaFinding, "level" | "witness"> {
  if (verdict.kind === "not-contained") return { level: "breaking", witness: verdict.witness };
  return { level: verdict.kind === "contained" ? "safe" : "risky" };
}

function keywordPlace(node: SchemaNode, keyword: string): string {
  const part = node.parts.find((one) => typeof one.schema === "object" && Object.hasOwn(one.schema, keyword));
  return part === undefined ? placeOf(node) : pointerTo(part.pointer, keyword);
}

/** A JSON value for a sentence, cut where it is long. */
export function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? "nothing";
  return `\`${text.length > 80 ? `${text.slice(0, 77)}...` : text}\``;
}
