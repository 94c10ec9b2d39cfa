import type { Judgement } from "../../judging/judgement.ts";
import type { RuleText } from "../../judging/rule-text.ts";
import type { Source } from "../rules/rule.ts";
import type { ConsumerAnalysis, Run } from "./consumer-analysis.ts";
import type { RunCondition } from "./consumer-case.ts";

/** Judges one run by what was recorded, and nothing else. Violations name exchanges by their index into `received`. */
export type ConsumerJudge = (run: Run, analysis: ConsumerAnalysis) => Judgement;

/** A duty of the consumer, or something that it may do as it likes: its sentence as data, then its judgement. */
export interface ConsumerRule extends RuleText {
  readonly source?: Source;
  /** The conditions under which it is judged; every run where there are none. */
  readonly conditions?: readonly RunCondition[];
  /** Why nothing was there to judge, in a run in which something was sent: "it sent no contact data". */
  readonly notApplicable: string;
  readonly judge: ConsumerJudge;
}
