import { isObject, type Json } from "../../json/json.ts";
import { pointerTo } from "../../json/pointer.ts";
import { BOTH, dataIn, pointerOf } from "../../send-message/contract/records.ts";
import { responsesPlace } from "../document-place.ts";
import { kindsAt } from "../matchers.ts";
import { expectedStatus, type Remark, type Subject } from "./check.ts";
import { providerChosen } from "./provider-chosen.ts";

/** Where a consumer expects more than the page promises: it leaves these open, or leaves them to the provider. */
export function* answerRemarks(subject: Subject): Generator<Remark> {
  const { interaction, operation, contract } = subject;
  if (operation === undefined) return;
  const { response, index } = interaction;
  const documentPlace = responsesPlace(operation.id, response.status, contract);
  const remark = (
    id: string,
    level: Remark["level"],
    place: string,
    message: string,
    remedy: string,
  ): Remark => ({ id, level, place, documentPlace, message, remedy });
  const responsePlace = pointerTo("/interactions", String(index), "response");

  const { only } = expectedStatus(interaction);
  if (only !== undefined && isOpenStatus(only, subject)) {
    yield remark(
      "open/status",
      "warning",
      `${responsePlace}/status`,
      only < 300
        ? `insists on ${only}: the page names no status for success`
        : `insists on ${only}: which 4xx it is, the page leaves open`,
      only < 300
        ? "accept every 2xx: with Pact V4, the status matcher `success`"
        : "accept every 4xx: with Pact V4, the status matcher `clientError`",
    );
  }

  const mediaType = response.headers.get("content-type") ?? "";
  const matched = response.matchers.some(
    ({ target, tokens }) => target === "header" && tokens[0] === "content-type",
  );
  if (mediaType.includes(";") && !matched) {
    yield remark(
      "open/content-type",
      "warning",
      `${responsePlace}/headers`,
      `insists on the parameters of Content-Type: ${mediaType}`,
      "expect application/json",
    );
  }
  yield* bodyRemarks(subject, remark);
}

type Remarker = (
  id: string,
  level: Remark["level"],
  place: string,
  message: string,
  remedy: string,
) => Remark;

function* bodyRemarks(
  { interaction: { request, response }, operation }: Subject,
  remark: Remarker,
): Generator<Remark> {
  const { body, bodyPlace, matchers, generated } = response;
  if (typeof body === "string" && /^\s*[[{]/.test(body)) {
    yield remark(
      "open/text",
      "warning",
      bodyPlace,
      "insists on JSON as a text: the order of members and the white space are left open",
      "expect the body as JSON",
    );
  }
  if (response.status >= 400 && isObject(body) && "message" in body) {
    const kinds = kindsAt(matchers, ["message"]);
    const anyText = kinds.length > 0 && kinds.every((kind) => kind === "notEmpty");
    const list = Array.isArray(body.message);
    if (!anyText) {
      yield remark(
        "open/error-wording",
        "warning",
        pointerTo(bodyPlace, "message"),
        kinds.includes("type")
          ? `insists on ${list ? "a list of texts" : "one text"}: the message of an error is a text or a list of texts`
          : "insists on the wording of an error, which is left open",
        "leave `message` out, or match it with `notEmpty`",
      );
    }
  }
  for (const { place, value } of providerChosen(operation!.id, body)) {
    const kinds = kindsAt(matchers, place);
    const injected = generated.some((tokens) => tokens.join("/") === place.join("/"));
    if (kinds.length > 0 || injected || request.path.includes(String(value))) {
      if (operation!.id === "sendMessage" && response.status < 300 && kinds.includes("regex")) {
        yield remark(
          "open/id-format",
          "warning",
          pointerTo(bodyPlace, ...place),
          "insists on the form of a message id: by the page's example it is a string",
          "match it by type",
        );
      }
      continue;
    }
    yield remark(
      "provider-chosen/value",
      "error",
      pointerTo(bodyPlace, ...place),
      `expects ${place.join(".")} to be ${JSON.stringify(value)}, which the provider chooses: no answer can match`,
      "match it by type or by pattern",
    );
  }
  yield* recordRemarks(
    body,
    operation!.id === "listHistory" ? kindsAt(matchers, ["items"]) : [],
    bodyPlace,
    remark,
  );
}

function* recordRemarks(
  body: Json | undefined,
  itemKinds: readonly string[],
  bodyPlace: string,
  remark: Remarker,
): Generator<Remark> {
  if (!isObject(body)) return;
  if (Array.isArray(body.items) && itemKinds.length === 0) {
    yield remark(
      "open/history-entries",
      "warning",
      `${bodyPlace}/items`,
      `insists on exactly ${body.items.length} entries in this order: more entries and other orders are left open`,
      "match with arrayContains (V4), or each entry by type",
    );
  }
  for (const record of BOTH) {
    const data = dataIn(body, record);
    if (!isObject(data) || Object.keys(data).length > 0) continue;
    yield remark(
      "open/empty-custom-data",
      "warning",
      `${bodyPlace}${pointerOf(record)}`,
      "insists on empty custom data: it may be left out, and the provider may keep keys of its own there",
      "leave it out",
    );
  }
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
