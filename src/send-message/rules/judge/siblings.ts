import { REFUSED_CREDENTIALS } from "../../../http/credentials.ts";
import { inOrder, judgeEach, observe } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { OperationId } from "../../contract/operations.ts";
import type { Judge } from "../rule.ts";
import { answersTo, isSuccess } from "./responses.ts";

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
