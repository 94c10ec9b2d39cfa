import { sessionRef } from "../../evidence/step.ts";
import { type Exchange, headerOf, isSuccess, jsonBody } from "../../http/exchange.ts";
import { isObject, type Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { Breach, Judgement } from "../../judging/judgement.ts";
import { show } from "../../judging/show.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import { isGatewayRefusal } from "../analysis/gateway-refusal.ts";
import { wrongKeys } from "../scenarios/credentials.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { merge } from "../scenarios/merge.ts";
import { messages } from "../scenarios/messages.ts";
import { rejectionInContext } from "../scenarios/rejections.ts";
import { shapes } from "../scenarios/shapes.ts";
import { longConversation } from "../scenarios/updates.ts";
import { type Answer, answersTo, everyAnswer, saysJson, stuckReads } from "./judge/responses.ts";
import type { Rule } from "./rule.ts";

/** The answer to an accepted send has a member like this. */
const hasMember = (path: readonly string[], what: string, isRight: (value: Json | undefined) => boolean) =>
  everyAnswer(isSuccess, ({ body }) => {
    const value = member(body, ...path);
    return isRight(value) ? undefined : { expected: `${path.join(".")}, ${what}`, got: show(value) };
  });

export const responseRules: readonly Rule[] = [
  {
    id: "response/json",
    basis: "stated",
    title: "an accepted send is answered with JSON",
    quote: '{\n  "success": true,',
    sends: [merge, messages, longConversation],
    judge: everyAnswer(isSuccess, ({ body, exchange }) =>
      body !== undefined && saysJson(exchange)
        ? undefined
        : {
            expected: "a JSON body, and a content type that says so",
            got: `${body === undefined ? "no JSON" : "JSON"} as ${headerOf(exchange.response, "content-type") ?? "no content type"}`,
          },
    ),
  },
  {
    id: "response/success",
    basis: "stated",
    title: "the answer to an accepted send has success, a boolean",
    quote: "success\nboolean\nrequired",
    sends: [merge, messages, longConversation],
    judge: hasMember(["success"], "a boolean", (value) => typeof value === "boolean"),
  },
  {
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
  },
  {
    id: "response/data",
    basis: "stated",
    title: "the answer to an accepted send has data, an object",
    quote: "data\nobject\nrequired",
    sends: [merge, messages, longConversation],
    judge: hasMember(["data"], "an object", isObject),
  },
  {
    id: "response/message-id",
    basis: "implied",
    title: "the answer to an accepted send has data.message.id, a string",
    quote: '"id": "<string>"',
    sends: [merge, messages, longConversation],
    judge: hasMember(
      ["data", "message", "id"],
      "a string",
      (value) => typeof value === "string" && value !== "",
    ),
  },
  {
    id: "response/error-shape",
    basis: "implied",
    title: "400, 401, 403 and 404 are answered in the documented error shape",
    source: "Authentication",
    sends: [rejectionInContext, wrongKeys, shapes],
    judge: everyAnswer(hasErrorShape, errorShape),
  },
  {
    id: "response/error-status",
    basis: "implied",
    title: "the statusCode of an error body is the HTTP status",
    source: "Authentication",
    sends: [rejectionInContext, wrongKeys, shapes],
    judge: everyAnswer(hasErrorShape, ({ body, status }) => {
      const said = member(body, "statusCode");
      return typeof said !== "number" || said === status
        ? undefined
        : { expected: `statusCode ${status}`, got: show(said) };
    }),
  },
  {
    id: "response/documented-shape",
    basis: "implied",
    title: "an answer of the operation is as the document describes it",
    quote: "Default Response",
    sends: [merge, rejectionInContext, longConversation],
    judge: everyAnswer(isSuccess, documentedShape),
  },
  {
    id: "response/reads-are-json",
    basis: "implied",
    title: "Get Session answers whole JSON in UTF-8, whatever the records hold",
    quote: "Merged into the chat session and returned by Get Session.",
    sends: [mergeDesign],
    judge: readsAreJson,
  },
];

/** The answers whose JSON error shape is known: other error answers may be anything. */
function hasErrorShape(status: number): boolean {
  return [400, 401, 403, 404].includes(status);
}

const ERROR_SHAPE =
  "JSON with statusCode (a number), message (a string or a list of strings) and error (a string)";

/** Where an error body differs from `{ statusCode, message, error }`; the message may be a list of strings. */
function errorShape({ body, exchange }: Answer, analysis: CaseAnalysis): Breach | undefined {
  if (isToOddSession(exchange, analysis) || isGatewayRefusal(exchange)) return undefined;
  if (body === undefined || !saysJson(exchange))
    return {
      expected: ERROR_SHAPE,
      got: exchange.response?.body === undefined ? "no body" : "a body that is not JSON, or does not say so",
    };
  const [status, message, error] = ["statusCode", "message", "error"].map((name) => member(body, name));
  const texts = Array.isArray(message) ? message : [message];
  const isError =
    typeof status === "number" &&
    texts.every((text) => typeof text === "string") &&
    typeof error === "string";
  return isError ? undefined : { expected: ERROR_SHAPE, got: show(body) };
}

/** Whether the request names a session in a way that may never reach the operation: a router may answer it instead. */
function isToOddSession({ step: index }: Exchange, analysis: CaseAnalysis): boolean {
  const step = analysis.case.steps[index];
  const ref = step?.do === "send" ? sessionRef(step.session) : undefined;
  return ref !== undefined && "verbatim" in ref && !/^[0-9a-f-]{36}$/.test(ref.verbatim);
}

/** Places of an answer that have a rule of their own. */
const OWN_RULES = ["/success", "/data"];

/** The first place where a body breaks the document. */
function documentedShape({ status, body }: Answer, { contract }: CaseAnalysis): Breach | undefined {
  const error = contract
    .responseErrors("sendMessage", status, body ?? null)
    .find(({ basis, place }) => basis !== "open" && !OWN_RULES.includes(place));
  return (
    error && {
      expected: `${error.expected} at ${error.place || "the top"}`,
      got: `the body breaks "${error.keyword}" there`,
    }
  );
}

/** No session is, from some send on, answered with a success that is not whole JSON. */
function readsAreJson(analysis: CaseAnalysis): Judgement {
  const reads = answersTo(analysis, "getSession").filter(({ status }) => isSuccess(status));
  const isOther = ({ response }: Exchange) =>
    response !== undefined && isSuccess(response.status) && jsonBody(response) === undefined;
  return {
    checked: reads.length,
    violations: stuckReads(analysis, isOther).map((exchanges) => ({
      exchanges,
      expected: "a body that is JSON in UTF-8, as long as its header says",
      got: "repeatedly one that is not",
    })),
  };
}
