import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { show } from "./words.ts";

/** No two accepted messages of a case are given one id. */
export function ownIds(it: CaseAnalysis): Judgement {
  const sends = it.facts.sends.filter(
    (send) => send.fate === "accepted" && typeof send.messageId === "string",
  );
  const violations = sends.flatMap((send, index) => {
    const twin = sends
      .slice(0, index)
      .find((other) => other.messageId === send.messageId && other.text !== send.text);
    if (twin === undefined) return [];
    return [
      {
        exchanges: [twin.exchange, send.exchange],
        expected: "an id of its own for each message",
        got: `${show(send.messageId)} for both`,
      },
    ];
  });
  return { checked: Math.max(0, sends.length - 1), violations };
}
