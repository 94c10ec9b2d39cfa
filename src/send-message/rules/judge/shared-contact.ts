import type { Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";

/**
 * Judges writes through several sessions of one contact, where Get Session showed one `contact.id` in all of them before:
 * else it is the provider's business whether they are one contact.
 */
export function ofOneContact(judge: (it: CaseAnalysis) => Judgement) {
  return (it: CaseAnalysis): Judgement => {
    const judgement = judge(it);
    if (judgement.checked === 0 && judgement.violations.length === 0) return judgement;
    const race = it.case.steps.findIndex((step) => step.do === "together");
    const before = it.facts.reads.filter((read) => it.exchange(read.exchange).step < race);
    const ids = new Map<string, Json | undefined>(
      before.map((read) => [read.session, member(read.body, "contact", "id")]),
    );
    const [id, ...others] = ids.values();
    if (others.length > 0 && id !== undefined && others.every((other) => other === id)) return judgement;
    return {
      ...UNCONCERNED,
      undecided: "Get Session did not show one contact.id in both sessions, so they may be two contacts",
    };
  };
}
