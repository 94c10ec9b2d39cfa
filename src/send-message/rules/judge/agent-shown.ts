import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { show } from "./words.ts";

/** Words by which a history may name the contact as the sender; any other word is the provider's own. */
const CONTACT = new Set(["contact", "customer", "user", "end_user", "end-user", "visitor"]);

/** No history shows an agent's message under a sender that means the contact. */
export function agentShown(it: CaseAnalysis): Judgement {
  const texts = new Map(
    it.facts.sends
      .filter(({ fate, text }) => fate === "accepted" && text !== undefined)
      .map((send) => [send.text, send]),
  );
  const shown = it.facts.histories.flatMap((history) =>
    history.items.flatMap((item) => {
      const send = typeof item.text === "string" ? texts.get(item.text) : undefined;
      const isTwice = it.facts.sends.filter((other) => other.text === send?.text).length > 1;
      return send?.sender === "agent" && !isTwice && typeof item.senderType === "string"
        ? [{ history, item, send }]
        : [];
    }),
  );
  return {
    checked: shown.length,
    violations: shown
      .filter(({ item }) => CONTACT.has(String(item.senderType).toLowerCase()))
      .map(
        ({ history, item, send }): Violation => ({
          exchanges: [send.exchange, history.exchange],
          expected: `a sender other than the contact for ${show(send.text)}`,
          got: `sender.type ${show(item.senderType)}`,
        }),
      ),
  };
}
