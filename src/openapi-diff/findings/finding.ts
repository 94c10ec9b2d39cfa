import type { Json } from "../../json/json.ts";
import { pointerTo } from "../../json/pointer.ts";
import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import type { Level } from "../change.ts";
import { placeOf, type SchemaNode } from "../schema/node.ts";
import type { Containment } from "../schema/prover.ts";

/** One step from a value into it. */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "items" | "others" }
  | { readonly kind: "choice"; readonly name: string };

/** A change of a schema, wherever that schema is used. */
export interface SchemaFinding {
  readonly action: SchemaAction;
  readonly level: Level;
  /** Whether it is about which values are accepted, so that containment has the last word on it. */
  readonly judged: boolean;
  readonly path: readonly Step[];
  /** Tells apart findings of one action at one path. */
  readonly detail: string;
  readonly base: string;
  readonly revision: string;
  /** What is said of its subject: `became required`. */
  readonly description: string;
  readonly witness?: Json;
  /** What the schemas as a whole say there, by which an example is checked. */
  readonly whole?: readonly [base: SchemaNode, revision: SchemaNode];
}

/** A finding at the node itself; places default to the two nodes, or to `keyword` where they have it. */
export function finding(
  base: SchemaNode,
  revision: SchemaNode,
  keyword: string,
  own: Pick<SchemaFinding, "action" | "level" | "description"> & Partial<SchemaFinding>,
): SchemaFinding {
  return {
    judged: true,
    path: [],
    detail: "",
    base: keywordPlace(base, keyword),
    revision: keywordPlace(revision, keyword),
    whole: [base, revision],
    ...own,
  };
}

/** Two nodes inside others that are to be compared in their turn. */
export interface Link {
  readonly action: "link";
  readonly path: readonly Step[];
  readonly base: SchemaNode;
  readonly revision: SchemaNode;
  readonly cap: Cap;
}

/** What findings behind a link can come to: anything, nothing worse than safe, or only what is not judged. */
export type Cap = "none" | "safe" | "unjudged";

/** What is to be said of two nodes: findings, and links further in. */
export type Remark = SchemaFinding | Link;

/** A link, without a step yet. */
export function link(base: SchemaNode, revision: SchemaNode, cap: Cap = "none"): Link {
  return { action: "link", path: [], base, revision, cap };
}

export function isLink(remark: Remark): remark is Link {
  return remark.action === "link";
}

/** The remarks one step further out. */
export function under(step: Step, remarks: readonly Remark[]): Remark[] {
  return remarks.map((one) => ({ ...one, path: [step, ...one.path] }));
}

const CAPS: readonly Cap[] = ["none", "safe", "unjudged"];

/** The stricter of two caps. */
export function stricter(one: Cap, other: Cap): Cap {
  return CAPS[Math.max(CAPS.indexOf(one), CAPS.indexOf(other))] ?? "unjudged";
}

/** Remarks under a cap. Containment has the last word: what makes no difference is no finding. */
export function capped(remarks: readonly Remark[], cap: Cap): Remark[] {
  if (cap === "none") return [...remarks];
  return remarks.flatMap((one): Remark[] => {
    if (isLink(one)) return [{ ...one, cap: stricter(one.cap, cap) }];
    if (!one.judged) return [one];
    return cap === "unjudged" ? [] : [{ ...one, level: "safe" }];
  });
}

/** The level that a containment comes to, and its witness. */
export function levelOf(containment: Containment): Pick<SchemaFinding, "level" | "witness"> {
  if (containment.kind === "not-contained") {
    const { witness } = containment;
    return { level: "breaking", ...(witness === undefined ? {} : { witness }) };
  }
  return { level: containment.kind === "contained" ? "safe" : "risky" };
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
