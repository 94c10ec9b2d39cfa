import { type Exchange, headerOf, jsonBody } from "../../../http/exchange.ts";
import type { Json } from "../../../json/json.ts";
import { type Breach, judgeEach } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { OperationId } from "../../contract/operations.ts";
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

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Whether an answer says that it is JSON. */
export function saysJson(exchange: Exchange): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headerOf(exchange.response, "content-type") ?? "");
}
