import { isObject, type Json } from "../../json/json.ts";
import { pointerSegments, valueAt } from "../../json/pointer.ts";
import type { SchemaError } from "../../send-message/contract/contract.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { NESTED, recordAt } from "../../send-message/contract/records.ts";
import { operationPlace } from "../document-place.ts";
import type { Remark } from "../interaction-finding.ts";
import { expectedStatus, type Subject } from "./subject.ts";

/**
 * What the contract says against the body of a request: where the consumer expects success all the same, or a
 * refusal other than the one that is promised, or a refusal of what is valid.
 */
export function requestRemarks({ interaction, operation, contract }: Subject): Remark[] {
  const { request, response, place } = interaction;
  const { body, bodyPlace } = request;
  if (operation === undefined || body === undefined) return [];
  const own = contract.requestErrors(operation.id, body);
  // Whatever the document of a user says of custom data, the page's rules hold.
  const ofPage = pageContract
    .requestErrors(operation.id, body)
    .filter(
      (error) => recordAt(error.place) !== undefined && !own.some((each) => each.place === error.place),
    );
  const errors = [...own, ...ofPage];
  const { accepts } = expectedStatus(interaction);
  if ([200, 201, 202, 204].some(accepts)) return errors.map((error) => invalidRemark(error, body, bodyPlace));

  const remarks: Remark[] = [];
  const nested = errors.find((error) => isNested(error, body));
  if (nested !== undefined && !accepts(400) && [422, 409, 500].some(accepts)) {
    remarks.push({
      id: "custom-data/nested-object-status",
      level: "error",
      place: `${place}/response/status`,
      documentPlace: nested.schemaPlace,
      message: `expects ${response.status} for a nested object in ${dotted(nested.place)}: "${NESTED}"`,
      remedy: "expect 400",
    });
  }
  if (errors.every(({ basis }) => basis === "open") && (accepts(400) || accepts(422)) && !accepts(401)) {
    const [error] = errors;
    remarks.push({
      id: error === undefined ? "request/valid-but-refused" : "custom-data/contact-value",
      level: "warning",
      place: `${bodyPlace}${error?.place ?? ""}`,
      documentPlace: error?.schemaPlace ?? `${operationPlace(operation.id, contract)}/requestBody`,
      message: error
        ? `expects ${dotted(error.place)} to be refused, which is left open`
        : `expects ${response.status} for a body that the document allows`,
      remedy: "send what the document refuses, or expect success",
    });
  }
  return remarks;
}

/** A body that breaks the document, where success is expected. */
function invalidRemark(error: SchemaError, body: Json, bodyPlace: string): Remark {
  const { place, basis, expected, schemaPlace, keyword, quote } = error;
  const record = recordAt(place);
  const wrong = keyword === "required" ? "is missing" : `is ${inWords(valueAt(body, place) as Json)}`;
  const source = quote === undefined ? "" : `: "${quote}"`;
  const invalid = record === undefined ? "request/invalid" : `custom-data/${record}-value`;
  return {
    id: isNested(error, body) ? "custom-data/nested-object" : invalid,
    level: basis === "open" ? "warning" : "error",
    place: `${bodyPlace}${place}`,
    documentPlace: schemaPlace,
    message: `${dotted(place)} ${wrong} and success is expected, but the document asks for ${expected}${source}`,
    remedy:
      record === undefined
        ? "change what the consumer sends, or expect a refusal"
        : "flatten it into keys of its own with plain values: strings, and for a session numbers and booleans too",
  };
}

function isNested({ place, keyword }: SchemaError, body: Json): boolean {
  return recordAt(place) !== undefined && keyword === "type" && isObject(valueAt(body, place));
}

function dotted(place: string): string {
  return pointerSegments(place).join(".") || "the body";
}

function inWords(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "an object";
  return `a ${typeof value}`;
}
