import type { RecordKind } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import type { Contract } from "../contract/contract.ts";
import { pageContract } from "../contract/page-contract.ts";
import {
  BOTH,
  entriesIn,
  pointerOf,
  RECORDS,
  recordAt,
  type WrongValue,
  wrongValue,
} from "../contract/records.ts";

/** One thing that is wrong with the body of a send; `place` is a JSON pointer into it. */
export type BodyDefect =
  | {
      readonly kind: "value";
      readonly place: string;
      readonly record: RecordKind;
      readonly value: WrongValue;
    }
  | { readonly kind: "shape"; readonly place: string; readonly keyword: string; readonly expected: string }
  | { readonly kind: "not-json"; readonly place: "" };

/**
 * All that is wrong with the body of a send. Values of custom data are judged by the page, the rest by the document;
 * what the document leaves open is no flaw. `openShape` tells that something in it was left open.
 */
export function bodyDefectsOf(body: Json, contract: Contract): { defects: BodyDefect[]; openShape: boolean } {
  const defects: BodyDefect[] = [];
  let openShape = false;
  for (const record of BOTH) {
    for (const [key, value] of entriesIn(body, record)) {
      const wrong = wrongValue(value);
      if (wrong !== undefined)
        defects.push({ kind: "value", place: pointerOf(record, key), record, value: wrong });
      else if (!RECORDS[record].types.includes(typeof value)) openShape = true;
    }
  }
  for (const error of contract.requestErrors("sendMessage", body)) {
    if (recordAt(error.place) !== undefined) continue;
    // A wrong type breaks the enum or format behind it as well: one place is one fault.
    if (defects.some((defect) => defect.place === error.place)) continue;
    if (error.basis === "open") openShape = true;
    else
      defects.push({ kind: "shape", place: error.place, keyword: error.keyword, expected: error.expected });
  }
  // What the page itself is against may be refused, though a thinner document says nothing of it.
  if (
    defects.length === 0 &&
    contract !== pageContract &&
    pageContract.requestErrors("sendMessage", body).length > 0
  )
    openShape = true;
  return { defects, openShape };
}
