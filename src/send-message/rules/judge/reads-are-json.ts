import { type Exchange, jsonBody } from "../../../http/exchange.ts";
import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { isSuccess } from "./responses.ts";
import { stuckReads } from "./stuck-reads.ts";

const isOther = (read: Exchange) =>
  read.response !== undefined && isSuccess(read.response.status) && jsonBody(read.response) === undefined;

/** No session is, from some send on, answered with a success that is no whole JSON. */
export function readsAreJson(it: CaseAnalysis): Judgement {
  const reads = it.case.exchanges.filter(
    ({ operation, response }) => operation === "getSession" && isSuccess(response?.status ?? 0),
  );
  return {
    checked: reads.length,
    violations: stuckReads(it, isOther).map((exchanges) => ({
      exchanges,
      expected: "a body that is JSON in UTF-8, as long as its header says",
      got: "repeatedly one that is not",
    })),
  };
}
