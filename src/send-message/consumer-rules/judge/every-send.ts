import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { ConsumerAnalysis, Run, Send } from "../consumer-analysis.ts";

type Broken = Omit<Violation, "exchanges">;

/** Holds each send against a demand, which tells all that breaks it; `undefined` where the send does not concern it. */
export function everySend(demand: (send: Send, it: ConsumerAnalysis) => readonly Broken[] | undefined) {
  return ({ sends }: Run, it: ConsumerAnalysis): Judgement => {
    let checked = 0;
    const violations = sends.flatMap((send) => {
      const broken = demand(send, it);
      if (broken === undefined) return [];
      checked += 1;
      return broken.map((one) => ({ exchanges: [send.index], ...one }));
    });
    return { checked, violations };
  };
}
