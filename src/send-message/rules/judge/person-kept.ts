import { isOfAnotherCase } from "../../../evidence/tag.ts";
import { jsonBody } from "../../../http/exchange.ts";
import { isObject, type Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, UNCONCERNED, type Violation } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { PERSON_MEMBERS } from "../../contract/contact.ts";
import { FICTION } from "../../scenarios/steps.ts";
import { show } from "./words.ts";

/**
 * What a contact was shown to be stays so through sends that name none of these members: they are neither emptied nor
 * replaced, by an agent's name least of all. Filling an empty one is open.
 */
export function personKept(it: CaseAnalysis): Judgement {
  const violations: Violation[] = [];
  let checked = 0;
  for (const [session, reads] of Map.groupBy(it.facts.reads, (read) => read.session)) {
    const [first] = reads;
    const touching = it.facts.sends.find((send) => send.fate !== "refused" && touches(send.body));
    for (const read of reads.slice(1)) {
      if (touching !== undefined && touching.exchange < read.exchange) break;
      const sends = it.facts.sends.filter(
        (send) =>
          send.session === session && send.exchange > first!.exchange && send.exchange < read.exchange,
      );
      if (sends.length === 0) continue;
      for (const name of PERSON_MEMBERS) {
        const before = member(first!.body, "contact", name);
        if (typeof before !== "string" || before === "") continue;
        checked += 1;
        const after = member(read.body, "contact", name);
        if (after === before || isOfRejected(name, after) || isOfAnother(after)) continue;
        violations.push({
          exchanges: [first!.exchange, culprit(sends, after).exchange, read.exchange],
          expected: `${show(before)} as the contact's ${name}`,
          got: after === undefined ? "it is gone" : show(after),
        });
      }
    }
  }
  return checked === 0 ? UNCONCERNED : { checked, violations };

  /** Whether another case said so of a contact of its own: that both are one to the provider is another rule. */
  function isOfAnother(after: Json | undefined): boolean {
    return typeof after === "string" && (isOfAnotherCase(after, it.case.tag) || after.startsWith(FICTION));
  }

  /** Whether a rejected request said so: that it took effect is another rule. */
  function isOfRejected(name: string, after: Json | undefined): boolean {
    return it.facts.sends.some(
      (send) =>
        send.fate === "refused" && after !== undefined && member(send.body, "contact", name) === after,
    );
  }

  /** The send that carries what is shown now; else the first one. */
  function culprit<T extends { readonly exchange: number }>(sends: readonly T[], after: Json | undefined): T {
    const carries = (send: T) =>
      typeof after === "string" &&
      JSON.stringify(jsonBody(it.exchange(send.exchange).request)).includes(after);
    return sends.find(carries) ?? sends[0]!;
  }
}

function touches(body: Json | undefined): boolean {
  const contact = member(body, "contact");
  return isObject(contact) && PERSON_MEMBERS.some((name) => Object.hasOwn(contact, name));
}
