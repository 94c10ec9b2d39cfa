import { isObject, type Json } from "../../json/json.ts";
import { pointerSegments, pointerTo, valueAt } from "../../json/pointer.ts";
import type { Contract, SchemaError } from "../../send-message/contract/contract.ts";
import type { OperationId } from "../../send-message/contract/operations.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { NESTED, recordAt } from "../../send-message/contract/records.ts";
import { operationPlace } from "../document-place.ts";
import type { Remark } from "../interaction-finding.ts";
import { expectedStatus, type Subject } from "./subject.ts";

/**
 * What the contract says against the body of a request: where the consumer expects success all the same, or a
 * refusal other than the one that is promised, or a refusal of what is valid.
 */
export function* requestRemarks({ interaction, operation, contract }: Subject): Generator<Remark> {
  const { body, bodyPlace } = interaction.request;
  if (operation === undefined || body === undefined) return;
  const errors = bodyErrors(operation.id, body, contract);
  const { accepts } = expectedStatus(interaction);
  const succeeds = [200, 201, 202, 204].some(accepts);
  if (succeeds) {
    for (const error of errors) yield invalidRemark(error, body, bodyPlace);
    return;
  }
  const nested = errors.find((error) => isNested(error, body));
  if (nested !== undefined && !accepts(400) && [422, 409, 500].some(accepts)) {
    yield {
      id: "custom-data/nested-object-status",
      level: "error",
      place: `${interaction.place}/response/status`,
      documentPlace: nested.schemaPlace,
      message: `expects ${interaction.response.status} for a nested object in ${dotted(nested.place)}: "${NESTED}"`,
      remedy: "expect 400",
    };
  }
  if (errors.every(({ basis }) => basis === "open") && (accepts(400) || accepts(422)) && !accepts(401)) {
    const [error] = errors;
    yield {
      id: error === undefined ? "request/valid-but-refused" : "custom-data/contact-value",
      level: "warning",
      place: pointerTo(bodyPlace, ...pointerSegments(error?.place ?? "")),
      documentPlace: error?.schemaPlace ?? `${operationPlace(operation.id, contract)}/requestBody`,
      message: error
        ? `expects ${dotted(error.place)} to be refused, which is left open`
        : `expects ${interaction.response.status} for a body that the document allows`,
      remedy: "send what the document refuses, or expect success",
    };
  }
}

// Whatever the document of a user says of custom data, the page's rules hold.
function bodyErrors(operation: OperationId, body: Json, contract: Contract): SchemaError[] {
  const own = contract.requestErrors(operation, body);
  const places = new Set(own.map(({ place }) => place));
  const ofPage = pageContract
    .requestErrors(operation, body)
    .filter(({ place }) => recordAt(place) !== undefined && !places.has(place));
  return [...own, ...ofPage];
}

function invalidRemark(error: SchemaError, body: Json, bodyPlace: string): Remark {
  const { place, basis, expected, schemaPlace, keyword, quote } = error;
  const wrong = keyword === "required" ? "is missing" : `is ${inWords(valueAt(body, place) as Json)}`;
  const source = quote === undefined ? "" : `: "${quote}"`;
  return {
    id: invalidId(error, body),
    level: basis === "open" ? "warning" : "error",
    place: pointerTo(bodyPlace, ...pointerSegments(place)),
    documentPlace: schemaPlace,
    message: `${dotted(place)} ${wrong} and success is expected, but the document asks for ${expected}${source}`,
    remedy:
      recordAt(place) !== undefined
        ? "flatten it into keys of its own with plain values: strings, and for a session numbers and booleans too"
        : "change what the consumer sends, or expect a refusal",
  };
}

function invalidId(error: SchemaError, body: Json): string {
  if (isNested(error, body)) return "custom-data/nested-object";
  const record = recordAt(error.place);
  return record === undefined ? "request/invalid" : `custom-data/${record}-value`;
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
