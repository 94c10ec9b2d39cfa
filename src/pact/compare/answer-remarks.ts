import { isObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { pointerTo } from "../../json/pointer.ts";
import { providerChosen } from "../../send-message/contract/provider-chosen.ts";
import { BOTH, dataIn, pointerOf } from "../../send-message/contract/records.ts";
import { responsesPlace } from "../document-place.ts";
import type { Remark } from "../interaction-finding.ts";
import { kindsAt } from "../matchers.ts";
import { expectedStatus, type Subject } from "./subject.ts";

/** A remark but for what is the same in all that this file says of one answer. */
type Draft = readonly [id: string, place: string, message: string, remedy: string];

const CHECKS: readonly ((subject: Subject) => readonly Draft[])[] = [
  openStatus,
  contentType,
  jsonAsText,
  errorWording,
  chosenValues,
  historyEntries,
  emptyData,
];

/** Where a consumer expects more than the page promises: it leaves these open, or leaves them to the provider. */
export function answerRemarks(subject: Subject): Remark[] {
  const { interaction, operation, contract } = subject;
  if (operation === undefined) return [];
  const documentPlace = responsesPlace(operation.id, interaction.response.status, contract);
  return CHECKS.flatMap((check) => check(subject)).map(([id, place, message, remedy]) => {
    const level = id.startsWith("open/") ? "warning" : "error";
    return { id, level, place, documentPlace, message, remedy };
  });
}

function openStatus(subject: Subject): Draft[] {
  const { interaction } = subject;
  const { only } = expectedStatus(interaction);
  if (only === undefined || !isOpenStatus(only, subject)) return [];
  const [why, statuses, matcher] =
    only < 300
      ? ["the page names no status for success", "2xx", "success"]
      : ["which 4xx it is, the page leaves open", "4xx", "clientError"];
  const remedy = `accept every ${statuses}: with Pact V4, the status matcher \`${matcher}\``;
  return [["open/status", `${interaction.place}/response/status`, `insists on ${only}: ${why}`, remedy]];
}

// Stated or named by a sibling page: 400 for nested objects, 401 and 403 for keys.
function isOpenStatus(status: number, { interaction, operation, contract }: Subject): boolean {
  if (status < 300) return true;
  if (status >= 500 || status === 401 || status === 403 || operation === undefined) return false;
  const { body } = interaction.request;
  if (status !== 400 || body === undefined) return true;
  return !contract
    .requestErrors(operation.id, body)
    .some(({ basis, keyword }) => basis === "stated" && keyword === "type");
}

function contentType({ interaction: { response, place } }: Subject): Draft[] {
  const mediaType = response.headers.get("content-type") ?? "";
  const isMatched = response.matchers.some(
    ({ target, tokens }) => target === "header" && tokens[0] === "content-type",
  );
  if (!mediaType.includes(";") || isMatched) return [];
  const message = `insists on the parameters of Content-Type: ${mediaType}`;
  return [["open/content-type", `${place}/response/headers`, message, "expect application/json"]];
}

function jsonAsText({ interaction: { response } }: Subject): Draft[] {
  const { body, bodyPlace } = response;
  if (typeof body !== "string" || !/^\s*[[{]/.test(body)) return [];
  const message = "insists on JSON as a text: the order of members and the white space are left open";
  return [["open/text", bodyPlace, message, "expect the body as JSON"]];
}

function errorWording({ interaction: { response } }: Subject): Draft[] {
  const { status, body, bodyPlace, matchers } = response;
  const wording = member(body, "message");
  if (status < 400 || wording === undefined) return [];
  const kinds = kindsAt(matchers, ["message"]);
  if (kinds.length > 0 && kinds.every((kind) => kind === "notEmpty")) return [];
  const message = kinds.includes("type")
    ? `insists on ${Array.isArray(wording) ? "a list of texts" : "one text"}: the message of an error is a text or a list of texts`
    : "insists on the wording of an error, which is left open";
  const remedy = "leave `message` out, or match it with `notEmpty`";
  return [["open/error-wording", pointerTo(bodyPlace, "message"), message, remedy]];
}

function chosenValues({ interaction: { request, response }, operation }: Subject): Draft[] {
  const { body, bodyPlace, matchers, generated, status } = response;
  return providerChosen(operation!.id, body).flatMap(({ path, value }): Draft[] => {
    const kinds = kindsAt(matchers, path);
    const place = pointerTo(bodyPlace, ...path);
    const isInjected = generated.some((tokens) => tokens.join("/") === path.join("/"));
    if (kinds.length === 0 && !isInjected && !request.path.includes(String(value))) {
      const message = `expects ${path.join(".")} to be ${JSON.stringify(value)}, which the provider chooses: no answer can match`;
      return [["provider-chosen/value", place, message, "match it by type or by pattern"]];
    }
    if (operation!.id !== "sendMessage" || status >= 300 || !kinds.includes("regex")) return [];
    const message = "insists on the form of a message id: by the page's example it is a string";
    return [["open/id-format", place, message, "match it by type"]];
  });
}

function historyEntries({ interaction: { response }, operation }: Subject): Draft[] {
  const items = member(response.body, "items");
  const kinds = operation?.id === "listHistory" ? kindsAt(response.matchers, ["items"]) : [];
  if (!Array.isArray(items) || kinds.length > 0) return [];
  const message = `insists on exactly ${items.length} entries in this order: more entries and other orders are left open`;
  const remedy = "match with arrayContains (V4), or each entry by type";
  return [["open/history-entries", `${response.bodyPlace}/items`, message, remedy]];
}

function emptyData({ interaction: { response } }: Subject): Draft[] {
  return BOTH.flatMap((record): Draft[] => {
    const data = dataIn(response.body, record);
    if (!isObject(data) || Object.keys(data).length > 0) return [];
    const place = `${response.bodyPlace}${pointerOf(record)}`;
    const message =
      "insists on empty custom data: it may be left out, and the provider may keep keys of its own there";
    return [["open/empty-custom-data", place, message, "leave it out"]];
  });
}
