import type { JsonObject } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import { pointerTo, valueAt } from "../../json/pointer.ts";
import { findOperation, type OperationId } from "./operations.ts";
import { pageContract } from "./page-contract.ts";

const { document } = pageContract;

/** The answer to an accepted request of each operation, by the page's document. */
export const answerExamples = {
  createSession: exampleOf("createSession"),
  sendMessage: exampleOf("sendMessage"),
  getSession: exampleOf("getSession"),
  listHistory: exampleOf("listHistory"),
};

/** Names and words that answers hold as a matter of course. */
export const ANSWER_WORDS = JSON.stringify([answerExamples, objectAt(document, "components", "responses")]);

function exampleOf(operation: OperationId): JsonObject {
  const place = findOperation(document, operation)?.place.pointer ?? "";
  const examples = pointerTo(place, "responses", "2XX", "content", "application/json", "examples");
  const [first] = Object.values(valueAt(document, examples) as JsonObject);
  return objectAt(first, "value");
}
