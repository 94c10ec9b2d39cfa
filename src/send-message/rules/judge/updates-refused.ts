import type { RecordKind } from "../../../evidence/step.ts";
import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { UNUSUAL_KEY } from "../../analysis/open-points.ts";
import { isOrdinaryValue } from "../../analysis/ordinary.ts";
import { cameToNothing } from "../../analysis/send-outcomes.ts";
import { dataIn, entriesIn } from "../../contract/records.ts";
import { show } from "./words.ts";

/** A key that was accepted once is not refused when it is sent again alone, as valid as before. */
export function updatesRefused(record: RecordKind, concerns: (key: string) => boolean) {
  return (it: CaseAnalysis): Judgement => {
    const updates = it.sends.flatMap((send) => {
      const other = dataIn(send.body, record === "session" ? "contact" : "session");
      const [entry, ...more] = entriesIn(send.body, record);
      const [key, value] = entry ?? [];
      const isValid =
        send.expectation.answer !== "refuse" && send.points.every((point) => point === UNUSUAL_KEY);
      if (key === undefined || value === undefined || more.length > 0 || other !== undefined) return [];
      // A refusal for its value is another matter.
      if (!isValid || !isOrdinaryValue(value) || !concerns(key)) return [];
      const first = it.records.writes.find(
        (write) =>
          write.kind === record &&
          write.key === key &&
          write.fate === "accepted" &&
          it.exchange(write.exchange).operation === "sendMessage" &&
          write.through === it.facts.sends.find(({ exchange }) => exchange === send.tries[0])?.session &&
          write.endedMs <= it.exchange(send.tries[0]!).startedMs,
      );
      return first === undefined ? [] : [{ send, key, first }];
    });
    const refused = updates.filter(({ send }) => cameToNothing(send));
    return {
      checked: it.records.writes.some((write) => write.kind === record && concerns(write.key)) ? 1 : 0,
      violations: refused.map(({ send, key, first }) => ({
        exchanges: [first.exchange, ...send.tries],
        expected: `a 2xx answer: ${show(key)} was accepted before`,
        got: `it was refused with ${send.status}`,
      })),
    };
  };
}
