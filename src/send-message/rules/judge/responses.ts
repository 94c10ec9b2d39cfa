import { REFUSED_CREDENTIALS } from "../../../http/credentials.ts";
import { type Exchange, headerOf, isSuccess, jsonBody } from "../../../http/exchange.ts";
import type { Json } from "../../../json/json.ts";
import { type Breach, inOrder, judgeEach, observe } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { acceptanceOf } from "../../analysis/facts.ts";
import { type OperationId, sessionInPath } from "../../contract/operations.ts";
import type { Judge } from "../rule.ts";

/** An answer that is looked at, with its index in the case. */
export interface Answer {
  readonly index: number;
  readonly exchange: Exchange;
  readonly status: number;
  readonly body: Json | undefined;
}

/** The answers to requests of these operations, in order. */
export function answersTo(analysis: CaseAnalysis, ...operations: readonly OperationId[]): Answer[] {
  return analysis.case.exchanges.flatMap((exchange, index) => {
    const { operation, response } = exchange;
    return response !== undefined && operations.some((id) => id === operation)
      ? [{ index, exchange, status: response.status, body: jsonBody(response) }]
      : [];
  });
}

/** Holds each answer of the operation under test whose status passes against a demand, which says what breaks it. */
export function everyAnswer(
  statuses: (status: number) => boolean,
  demand: (answer: Answer, analysis: CaseAnalysis) => Breach | undefined,
): Judge {
  return (analysis) => {
    const answers = answersTo(analysis, "sendMessage").filter(({ status }) => statuses(status));
    return judgeEach(answers, (answer) => {
      const breach = demand(answer, analysis);
      return breach && { exchanges: [answer.index], ...breach };
    });
  };
}

/** Whether an answer says that it is JSON. */
export function saysJson(exchange: Exchange): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headerOf(exchange.response, "content-type") ?? "");
}

function answersToWrongKeys(analysis: CaseAnalysis, ...operations: readonly OperationId[]) {
  return answersTo(analysis, ...operations).filter(
    ({ exchange, status }) => REFUSED_CREDENTIALS.has(exchange.credential) && status < 500,
  );
}

/** These operations are not carried out for a request without a valid key. */
export function siblingRefused(...operations: readonly OperationId[]): Judge {
  return (analysis) =>
    judgeEach(answersToWrongKeys(analysis, ...operations), ({ index, status, exchange }) =>
      isSuccess(status)
        ? {
            exchanges: [index],
            expected: "401",
            got: `${status} for a request with ${exchange.credential === "none" ? "no key" : "a wrong key"}`,
          }
        : undefined,
    );
}

/** The statuses that an operation answers without a valid key. */
export function siblingStatus(operation: OperationId): Judge {
  return (analysis) => {
    const statuses = inOrder(answersToWrongKeys(analysis, operation).map(({ status }) => status));
    return observe(statuses.length === 0 ? undefined : statuses);
  };
}

/** The places where successful answers of a sibling operation differ from its page. */
export function siblingShape(operation: OperationId): Judge {
  return (analysis) => {
    const answers = answersTo(analysis, operation).filter(({ status }) => isSuccess(status));
    const places = answers.flatMap(({ status, body }) =>
      body === undefined
        ? ["no JSON"]
        : analysis.contract
            .responseErrors(operation, status, body)
            .map((error) => `${error.place.replace(/\/\d+/g, "/*")}: not ${error.expected}`),
    );
    if (answers.length === 0) return observe(undefined);
    const observed = places.length === 0 ? "as documented" : inOrder(places);
    return { ...observe(observed), checked: answers.length };
  };
}

/** Answers in a row that make a read evidence. */
const IN_A_ROW = 3;

/**
 * Reads of a session that were answered so again and again, up to the last one, while a send to it was accepted in
 * between: the indices of the send before them, and of the first and last of them.
 */
export function stuckReads(analysis: CaseAnalysis, isStuck: (read: Exchange) => boolean): number[][] {
  const { exchanges } = analysis.case;
  const reads = exchanges.flatMap((exchange, index) =>
    exchange.operation === "getSession" && exchange.credential === "valid" ? [{ exchange, index }] : [],
  );
  const bySession = Map.groupBy(reads, ({ exchange }) => sessionInPath(exchange.request.path));
  return [...bySession].flatMap(([session, own]) => {
    const row = own.slice(own.findLastIndex(({ exchange }) => !isStuck(exchange)) + 1);
    const [first, last] = [row[0], row.at(-1)];
    if (first === undefined || last === undefined || row.length < IN_A_ROW) return [];
    const isPlainSend = (exchange: Exchange) =>
      exchange.operation === "sendMessage" &&
      sessionInPath(exchange.request.path) === session &&
      acceptanceOf(exchange) === "accepted";
    const between = exchanges.slice(first.index, last.index).some(isPlainSend);
    const before = exchanges.slice(0, first.index).findLastIndex(isPlainSend);
    return between ? [[...(before < 0 ? [] : [before]), first.index, last.index]] : [];
  });
}
