import { isOfAnotherCase } from "../../../evidence/tag.ts";
import { jsonBody } from "../../../http/exchange.ts";
import { isObject, type Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, judgeEach } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendFact } from "../../analysis/facts.ts";
import { PERSON_MEMBERS } from "../../contract/contact.ts";
import { FICTION } from "../../scenarios/steps.ts";

/**
 * What a contact was shown to be stays so through sends that name none of these members: they are neither emptied nor
 * replaced, by an agent's name least of all. Filling an empty one is open.
 */
export function personKept(analysis: CaseAnalysis): Judgement {
  const { reads, sends } = analysis.facts;
  const touching =
    sends.find((send) => send.acceptance !== "refused" && touches(send.body))?.exchange ?? Infinity;
  const later = [...Map.groupBy(reads, ({ session }) => session).values()].flatMap(([first, ...others]) =>
    others
      .filter((read) => read.exchange <= touching)
      .flatMap((read) => {
        const between = sends.filter(
          ({ session, exchange }) =>
            session === read.session && exchange > first!.exchange && exchange < read.exchange,
        );
        const names = PERSON_MEMBERS.filter((name) => isText(member(first!.body, "contact", name)));
        return between.length === 0 ? [] : names.map((name) => ({ first: first!, read, name, between }));
      }),
  );
  return judgeEach(later, ({ first, read, name, between }) => {
    const before = member(first.body, "contact", name);
    const after = member(read.body, "contact", name);
    if (after === before || isOfRejected(name, after) || isOfAnother(after)) return undefined;
    return {
      exchanges: [first.exchange, culprit(between, after).exchange, read.exchange],
      expected: `${show(before)} as the contact's ${name}`,
      got: after === undefined ? "it is gone" : show(after),
    };
  });

  /** Whether another case said so of a contact of its own: that both are one to the provider is another rule. */
  function isOfAnother(after: Json | undefined): boolean {
    return (
      typeof after === "string" && (isOfAnotherCase(after, analysis.case.tag) || after.startsWith(FICTION))
    );
  }

  /** Whether a rejected request said so: that it took effect is another rule. */
  function isOfRejected(name: string, after: Json | undefined): boolean {
    return sends.some(
      (send) =>
        send.acceptance === "refused" && after !== undefined && member(send.body, "contact", name) === after,
    );
  }

  /** The send that carries what is shown now; else the first one. */
  function culprit(among: readonly SendFact[], after: Json | undefined): SendFact {
    const carries = ({ exchange }: SendFact) =>
      typeof after === "string" &&
      JSON.stringify(jsonBody(analysis.exchange(exchange).request)).includes(after);
    return among.find(carries) ?? among[0]!;
  }
}

function isText(value: Json | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function touches(body: Json | undefined): boolean {
  const contact = member(body, "contact");
  return isObject(contact) && PERSON_MEMBERS.some((name) => Object.hasOwn(contact, name));
}
