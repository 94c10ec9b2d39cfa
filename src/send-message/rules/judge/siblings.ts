import { REFUSED_CREDENTIALS } from "../../../http/credentials.ts";
import { jsonBody } from "../../../http/exchange.ts";
import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { isOperationId, type OperationId } from "../../contract/operations.ts";
import { isSuccess } from "./responses.ts";

function wrongKeyed(it: CaseAnalysis, operations: readonly OperationId[]) {
  return it.case.exchanges.flatMap((exchange, index) => {
    const status = exchange.response?.status;
    const concerned =
      isOperationId(exchange.operation) &&
      operations.includes(exchange.operation) &&
      REFUSED_CREDENTIALS.has(exchange.credential);
    return concerned && status !== undefined && status < 500 ? [{ index, status, exchange }] : [];
  });
}

/** These operations are not carried out for a request without a valid key. */
export function siblingRefused(operations: readonly OperationId[]) {
  return (it: CaseAnalysis): Judgement => {
    const answers = wrongKeyed(it, operations);
    return {
      checked: answers.length,
      violations: answers
        .filter(({ status }) => isSuccess(status))
        .map(({ index, status, exchange }) => ({
          exchanges: [index],
          expected: "401",
          got: `${status} for a request with ${exchange.credential === "none" ? "no key" : "a wrong key"}`,
        })),
    };
  };
}

/** The statuses that an operation answers without a valid key. */
export function siblingStatus(operation: OperationId) {
  return (it: CaseAnalysis): Judgement => {
    const statuses = [...new Set(wrongKeyed(it, [operation]).map(({ status }) => status))].sort();
    return statuses.length === 0
      ? { checked: 0, violations: [] }
      : { checked: statuses.length, violations: [], observed: statuses };
  };
}

/** The places where successful answers of a sibling operation differ from its page. */
export function siblingShape(operation: OperationId) {
  return (it: CaseAnalysis): Judgement => {
    const answers = it.case.exchanges.filter(
      (exchange) => exchange.operation === operation && isSuccess(exchange.response?.status ?? 0),
    );
    if (answers.length === 0) return { checked: 0, violations: [] };
    const places = answers.flatMap((exchange) => {
      const body = jsonBody(exchange.response);
      if (body === undefined) return ["no JSON"];
      return it.contract
        .responseErrors(operation, exchange.response!.status, body)
        .map((error) => `${error.place.replace(/\/\d+/g, "/*")}: not ${error.expected}`);
    });
    const observed = [...new Set(places)].sort();
    return {
      checked: answers.length,
      violations: [],
      observed: observed.length === 0 ? "as documented" : observed,
    };
  };
}
