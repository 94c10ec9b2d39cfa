import type { RecordKind } from "../../evidence/step.ts";
import { isObject, type Json } from "../../json/json.ts";
import type { Contract } from "../contract/contract.ts";
import { pageContract } from "../contract/page-contract.ts";
import { member } from "./facts.ts";

/** What is wrong with a custom data value. An object inside an array is invalid too, but is not the stated case. */
export type ValueFlaw = "object" | "array" | "object-in-array" | "null";

/** One thing that is wrong with the body of a send; `place` is a JSON pointer into it. */
export type Flaw =
  | { readonly kind: "value"; readonly place: string; readonly record: RecordKind; readonly value: ValueFlaw }
  | { readonly kind: "shape"; readonly place: string; readonly keyword: string; readonly expected: string }
  | { readonly kind: "not-json"; readonly place: "" };

/** Both custom data objects of a body, with the record that each is merged into and its place. */
const CUSTOM_DATA: readonly (readonly [RecordKind, readonly string[]])[] = [
  ["session", ["custom_data"]],
  ["contact", ["contact", "custom_data"]],
];

/**
 * All that is wrong with the body of a send. Values of custom data are judged by the page, the rest by the document;
 * what the document leaves open is no flaw. `openShape` tells that something in it was left open.
 */
export function flawsOf(body: Json, contract: Contract): { flaws: Flaw[]; openShape: boolean } {
  const flaws: Flaw[] = [];
  let openShape = false;
  for (const [record, path] of CUSTOM_DATA) {
    const data = member(body, ...path);
    if (!isObject(data)) continue;
    for (const [key, value] of Object.entries(data)) {
      const flaw = valueFlaw(value);
      const place = `/${path.join("/")}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (flaw !== undefined) flaws.push({ kind: "value", place, record, value: flaw });
      else if (record === "contact" && typeof value !== "string") openShape = true;
    }
  }
  for (const error of contract.requestErrors("sendMessage", body)) {
    if (CUSTOM_DATA.some(([, path]) => error.place.startsWith(`/${path.join("/")}/`))) continue;
    // A wrong type breaks the enum or format behind it as well: one place is one fault.
    if (flaws.some((flaw) => flaw.place === error.place)) continue;
    if (error.basis === "open") openShape = true;
    else flaws.push({ kind: "shape", place: error.place, keyword: error.keyword, expected: error.expected });
  }
  // What the page itself is against may be refused, though a thinner document says nothing of it.
  if (
    flaws.length === 0 &&
    contract !== pageContract &&
    pageContract.requestErrors("sendMessage", body).length > 0
  )
    openShape = true;
  return { flaws, openShape };
}

function valueFlaw(value: Json): ValueFlaw | undefined {
  if (value === null) return "null";
  if (isObject(value)) return "object";
  if (!Array.isArray(value)) return undefined;
  return value.some(isObject) ? "object-in-array" : "array";
}
