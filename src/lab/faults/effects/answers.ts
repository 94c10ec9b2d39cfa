import { isObject, type Json } from "../../../json/json.ts";
import type { Effect } from "../effect.ts";
import { body, type Reshaping, raw, reshaping, withMembers, without } from "../reshaping.ts";

const ids = (value: Json) => withMembers({ data: { message: { id: value } } });

/** Answers to accepted sends that are not as the page shows them. */
const accepted: readonly Reshaping[] = [
  ["success-missing", "leaves out success", "response/success", without("success")],
  ["success-as-text", "writes success as a text", "response/success", withMembers({ success: "true" })],
  ["success-as-number", "writes success as 1", "response/success", withMembers({ success: 1 })],
  ["success-null", "writes null for success", "response/success", withMembers({ success: null })],
  [
    "success-false",
    "says success: false of an accepted send",
    "response/success-true",
    withMembers({ success: false }),
  ],
  ["data-missing", "leaves out data", "response/data", without("data")],
  ["data-null", "writes null for data", "response/data", withMembers({ data: null })],
  [
    "data-as-list",
    "writes data as a list",
    "response/data",
    body((all) => ({ ...all, data: [all.data ?? null] })),
  ],
  [
    "data-as-text",
    "writes data as a text",
    "response/data",
    body((all) => ({ ...all, data: JSON.stringify(all.data) })),
  ],
  [
    "answer-in-an-envelope",
    "wraps the answer in an envelope",
    "response/success",
    body((all) => ({ result: all })),
  ],
  ["answer-as-list", "wraps the answer in a list", "response/success", body((all) => [all])],
  [
    "message-id-missing",
    "leaves out the id of the message",
    "response/message-id",
    withMembers({ data: { message: {} } }),
  ],
  ["message-id-as-number", "writes the id of the message as a number", "response/message-id", ids(4711)],
  ["message-id-null", "writes null for the id of the message", "response/message-id", ids(null)],
  ["message-id-empty", "leaves the id of the message empty", "response/message-id", ids("")],
  ["message-missing", "leaves the message out of data", "response/message-id", withMembers({ data: {} })],
  [
    "message-as-list",
    "writes the message as a list",
    "response/documented-shape",
    body((all) => ({ ...all, data: { message: [isObject(all.data) ? (all.data.message ?? null) : null] } })),
  ],
  [
    "message-as-text",
    "writes the id of the message in the place of the message",
    "response/documented-shape",
    withMembers({ data: { message: "4711" } }),
  ],
  [
    "answer-as-html",
    "answers with a page",
    "response/json",
    raw(() => "<html><body>OK</body></html>", "text/html"),
  ],
  ["answer-as-text", "answers OK", "response/json", raw(() => "OK", "text/plain")],
  [
    "answer-said-to-be-html",
    "answers JSON and says that it is HTML",
    "response/json",
    raw((json) => json, "text/html; charset=utf-8"),
  ],
  [
    "answer-said-to-be-text",
    "answers JSON and says that it is text",
    "response/json",
    raw((json) => json, "text/plain"),
  ],
  ["answer-cut-off", "answers half of its JSON", "response/json", raw((json) => json.slice(0, 30))],
  [
    "answer-with-a-warning-before",
    "answers a warning and then its JSON",
    "response/json",
    raw((json) => `Warning: undefined index\n${json}`),
  ],
  [
    "answer-quoted",
    "answers JSON within a JSON text",
    "response/success",
    raw((json) => JSON.stringify(json)),
  ],
  [
    "answer-with-single-quotes",
    "answers in single quotes",
    "response/json",
    raw((json) => json.replaceAll('"', "'")),
  ],
  ["answer-empty", "answers nothing", "response/json", raw(() => "")],
  ["answer-without-content", "answers 204", "response/json", () => ({ status: 204 })],
];

/** Answers to accepted sends of another shape than the page shows. */
export const answerEffects: readonly Effect[] = accepted.map((row) =>
  reshaping(row, (status) => status < 300),
);
