import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { ConsumerLook, Run, Send } from "../consumer-look.ts";

type Broken = Omit<Violation, "exchanges">;

/** Holds each send against a demand, which tells all that breaks it; `undefined` where the send does not concern it. */
export function everySend(demand: (send: Send, it: ConsumerLook) => readonly Broken[] | undefined) {
  return ({ sends }: Run, it: ConsumerLook): Judgement => {
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
