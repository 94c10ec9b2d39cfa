import type { Case } from "../../../../src/evidence/case.ts";
import type { Exchange } from "../../../../src/http/exchange.ts";
import type { JsonObject } from "../../../../src/json/json.ts";
import { CaseAnalysis } from "../../../../src/send-message/analysis/case-analysis.ts";
import { pageContract } from "../../../../src/send-message/contract/page-contract.ts";
import { rules } from "../../../../src/send-message/rules/registry.ts";
import type { Judge } from "../../../../src/send-message/rules/rule.ts";
import { Recording } from "../../../helpers/recording.ts";

/** A recording in which the session `s1` was created. */
export const begun = (): Recording => new Recording().session("s1");

export function lookAt(it: Recording | Case): CaseAnalysis {
  return new CaseAnalysis(it instanceof Recording ? it.case() : it, pageContract);
}

/** The judgement of a rule, by its id. */
export function judgeOf(id: string): Judge {
  return rules.find((rule) => rule.id === id)!.judge;
}

/** The same case with its exchanges changed. */
export function changed(it: Recording, change: (exchange: Exchange, index: number) => object): Case {
  const made = it.case();
  return { ...made, exchanges: made.exchanges.map((each, index) => ({ ...each, ...change(each, index) })) };
}

/** The members of a send that bring session data, or contact data. */
export const data = (custom_data: JsonObject) => ({ custom_data });
export const person = (custom_data: JsonObject) => ({ contact: { custom_data } });
