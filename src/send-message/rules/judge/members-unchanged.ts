import { jsonBody } from "../../../http/exchange.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { fateOf } from "../../analysis/facts.ts";
import { PERSON_MEMBERS } from "../../contract/contact.ts";
import { show } from "./words.ts";

/** What only a rejected request says of a contact never shows in the contact. */
export function membersUnchanged(it: CaseAnalysis): Judgement {
  const accepted = it.case.exchanges.filter((exchange) => fateOf(exchange) !== "refused");
  const wasGiven = (name: string, value: string) =>
    accepted.some((exchange) => member(jsonBody(exchange.request), "contact", name) === value);
  const said = it.facts.sends
    .filter(({ fate }) => fate === "refused")
    .flatMap((send) =>
      PERSON_MEMBERS.map((name) => ({ send, name, value: member(send.body, "contact", name) })).filter(
        ({ name, value }) => typeof value === "string" && value !== "" && !wasGiven(name, value),
      ),
    );
  const reads = it.facts.reads.filter((read) => said.some(({ send }) => send.exchange < read.exchange));
  if (reads.length === 0) return UNCONCERNED;
  return {
    checked: said.length,
    violations: said.flatMap(({ send, name, value }) => {
      const read = reads.find(
        (each) => each.exchange > send.exchange && member(each.body, "contact", name) === value,
      );
      if (read === undefined) return [];
      return [
        {
          exchanges: [send.exchange, read.exchange],
          expected: `the contact's ${name} as it was before the rejected request`,
          got: show(value),
        },
      ];
    }),
  };
}
