import { headerOf } from "../../http/exchange.ts";
import { isObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { wrongKeys } from "../scenarios/credentials.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { merge, senders } from "../scenarios/merge.ts";
import { messages } from "../scenarios/messages.ts";
import { lateRejections, rejectionInContext } from "../scenarios/rejections.ts";
import { shapes } from "../scenarios/shapes.ts";
import { longConversation } from "../scenarios/updates.ts";
import { documentedShape } from "./judge/documented-shape.ts";
import { errorShape } from "./judge/error-shape.ts";
import { readsAreJson } from "./judge/reads-are-json.ts";
import { everyAnswer, hasErrorShape, isSuccess, isToOddSession, saysJson } from "./judge/responses.ts";
import { show } from "./judge/words.ts";
import { defineRule, type Rule } from "./rule.ts";

export const responseRules: readonly Rule[] = [
  defineRule({
    id: "response/json",
    basis: "stated",
    title: "an accepted send is answered with JSON",
    quote: '{\n  "success": true,',
    sends: [merge, messages, senders, longConversation],
    judge: everyAnswer(isSuccess, ({ body, exchange }) =>
      body === undefined || !saysJson(exchange)
        ? {
            expected: "a JSON body, and a content type that says so",
            got: `${body === undefined ? "no JSON" : "JSON"} as ${headerOf(exchange.response, "content-type") ?? "no content type"}`,
          }
        : undefined,
    ),
  }),
  defineRule({
    id: "response/success",
    basis: "stated",
    title: "the answer to an accepted send has success, a boolean",
    quote: "success\nboolean\nrequired",
    sends: [merge, messages, senders, longConversation],
    judge: everyAnswer(isSuccess, ({ body }) =>
      typeof member(body, "success") === "boolean"
        ? undefined
        : { expected: "success, a boolean", got: show(member(body, "success")) },
    ),
  }),
  defineRule({
    id: "response/success-true",
    basis: "implied",
    title: "the answer to an accepted send says that it succeeded",
    quote: '"success": true',
    sends: [merge, longConversation],
    judge: everyAnswer(isSuccess, ({ body }) =>
      member(body, "success") === false
        ? { expected: "success: true on a 2xx answer", got: "success: false" }
        : undefined,
    ),
  }),
  defineRule({
    id: "response/data",
    basis: "stated",
    title: "the answer to an accepted send has data, an object",
    quote: "data\nobject\nrequired",
    sends: [merge, messages, senders, longConversation],
    judge: everyAnswer(isSuccess, ({ body }) =>
      isObject(member(body, "data"))
        ? undefined
        : { expected: "data, an object", got: show(member(body, "data")) },
    ),
  }),
  defineRule({
    id: "response/message-id",
    basis: "implied",
    title: "the answer to an accepted send has data.message.id, a string",
    quote: '"id": "<string>"',
    sends: [merge, messages, senders, longConversation],
    judge: everyAnswer(isSuccess, ({ body }) => {
      const id = member(body, "data", "message", "id");
      return typeof id === "string" && id !== ""
        ? undefined
        : { expected: "data.message.id, a string", got: show(id) };
    }),
  }),
  defineRule({
    id: "response/error-shape",
    basis: "implied",
    title: "400, 401, 403 and 404 are answered in the documented error shape",
    source: "Authentication",
    sends: [rejectionInContext, wrongKeys, shapes, lateRejections],
    judge: everyAnswer(hasErrorShape, (answer, it) =>
      isToOddSession(answer, it) ? undefined : errorShape(answer.body, answer.exchange),
    ),
  }),
  defineRule({
    id: "response/error-status",
    basis: "implied",
    title: "the statusCode of an error body is the HTTP status",
    source: "Authentication",
    sends: [rejectionInContext, wrongKeys, lateRejections],
    judge: everyAnswer(hasErrorShape, ({ body, status }) => {
      const said = member(body, "statusCode");
      return typeof said !== "number" || said === status
        ? undefined
        : { expected: `statusCode ${status}`, got: show(said) };
    }),
  }),
  defineRule({
    id: "response/documented-shape",
    basis: "implied",
    title: "an answer of the operation is as the document describes it",
    quote: "Default Response",
    sends: [merge, rejectionInContext, longConversation],
    judge: everyAnswer(isSuccess, ({ status, body }, it) =>
      documentedShape(it.contract.responseErrors("sendMessage", status, body ?? null)),
    ),
  }),
  defineRule({
    id: "response/reads-are-json",
    basis: "implied",
    title: "Get Session answers whole JSON in UTF-8, whatever the records hold",
    quote: "Merged into the chat session and returned by Get Session.",
    sends: [mergeDesign],
    judge: readsAreJson,
  }),
];
