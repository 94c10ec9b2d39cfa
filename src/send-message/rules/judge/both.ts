import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";

/** Several judgements in one: everything that each of them checked and found. */
export function both(...judges: readonly ((it: CaseAnalysis) => Judgement)[]) {
  return (it: CaseAnalysis): Judgement => {
    const judgements = judges.map((judge) => judge(it));
    const undecided = judgements.find((judgement) => judgement.undecided !== undefined)?.undecided;
    return {
      checked: judgements.reduce((sum, judgement) => sum + judgement.checked, 0),
      violations: judgements.flatMap((judgement) => judgement.violations),
      ...(undecided === undefined ? {} : { undecided }),
    };
  };
}
