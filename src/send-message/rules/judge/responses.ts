import { sessionRef } from "../../../evidence/step.ts";
import { type Exchange, headerOf, jsonBody } from "../../../http/exchange.ts";
import type { Json } from "../../../json/json.ts";
import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";

/** An answer that is looked at, with its index in the case. */
export interface Answer {
  readonly index: number;
  readonly exchange: Exchange;
  readonly status: number;
  readonly body: Json | undefined;
}

/** The answers of the operation under test whose status passes. */
export function answersOf(it: CaseAnalysis, statuses: (status: number) => boolean): Answer[] {
  return it.case.exchanges.flatMap((exchange, index) => {
    const status = exchange.response?.status;
    if (exchange.operation !== "sendMessage" || status === undefined || !statuses(status)) return [];
    return [{ index, exchange, status, body: jsonBody(exchange.response) }];
  });
}

/** Holds each answer against a demand, which says what it expected and got where it is not met. */
export function everyAnswer(
  statuses: (status: number) => boolean,
  demand: (answer: Answer, it: CaseAnalysis) => Omit<Violation, "exchanges"> | undefined,
) {
  return (it: CaseAnalysis): Judgement => {
    const answers = answersOf(it, statuses);
    const violations = answers.flatMap((answer) => {
      const broken = demand(answer, it);
      return broken === undefined ? [] : [{ exchanges: [answer.index], ...broken }];
    });
    return { checked: answers.length, violations };
  };
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The answers whose JSON error shape is known: other error answers may be anything. */
export const hasErrorShape = (status: number): boolean => [400, 401, 403, 404].includes(status);

/** Whether the request names a session in a way that may never reach the operation: a router may answer it instead. */
export function isToOddSession({ exchange }: Answer, it: CaseAnalysis): boolean {
  const step = it.case.steps[exchange.step];
  const ref = step?.do === "send" ? sessionRef(step.session) : undefined;
  return ref !== undefined && "verbatim" in ref && !/^[0-9a-f-]{36}$/.test(ref.verbatim);
}

/** Whether an answer says that it is JSON. */
export function saysJson(exchange: Exchange): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headerOf(exchange.response, "content-type") ?? "");
}
