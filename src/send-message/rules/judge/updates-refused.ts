import type { RecordKind } from "../../../evidence/step.ts";
import { judgeEach } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import { UNUSUAL_KEY } from "../../analysis/open-points.ts";
import { isOrdinaryKey, isOrdinaryValue } from "../../analysis/ordinary.ts";
import { cameToNothing } from "../../analysis/send-outcomes.ts";
import { BOTH, dataIn, entriesIn } from "../../contract/records.ts";
import type { Judge } from "../rule.ts";
import { isSent } from "./writes.ts";

/** An unusual key that was accepted once is not refused when it is sent again alone, as valid as before. */
export function updatesRefused(record: RecordKind): Judge {
  return (analysis) => {
    const { writes } = analysis.records;
    const isUnusual = (key: string) => !isOrdinaryKey(key);
    const refused = analysis.sends.flatMap((send) => {
      const [entry, ...more] = entriesIn(send.body, record);
      const isAlone =
        more.length === 0 && BOTH.every((each) => each === record || dataIn(send.body, each) === undefined);
      const isValid =
        send.expectation.answer !== "refuse" && send.points.every((point) => point === UNUSUAL_KEY);
      if (entry === undefined || !isAlone || !isValid || !cameToNothing(send)) return [];
      const [key, value] = entry;
      // A refusal for its value is another matter.
      if (!isUnusual(key) || !isOrdinaryValue(value)) return [];
      const index = send.tries[0]!;
      const session = analysis.facts.sends.find(({ exchange }) => exchange === index)?.session;
      const first = writes.find(
        (write) =>
          write.kind === record &&
          write.key === key &&
          write.through === session &&
          isSent(write, analysis) &&
          write.endedMs <= analysis.exchange(index).startedMs,
      );
      return first === undefined ? [] : [{ send, key, first }];
    });
    const judgement = judgeEach(refused, ({ send, key, first }) => ({
      exchanges: [first.exchange, ...send.tries],
      expected: `a 2xx answer: ${show(key)} was accepted before`,
      got: `it was refused with ${send.status}`,
    }));
    return {
      ...judgement,
      checked: writes.some((write) => write.kind === record && isUnusual(write.key)) ? 1 : 0,
    };
  };
}
