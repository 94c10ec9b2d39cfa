import type { Case } from "../evidence/case.ts";
import type { Exchange } from "../http/exchange.ts";
import type { TicketingSink } from "../http/ticketing-sink.ts";
import { factsOf } from "../send-message/analysis/facts.ts";
import type { RunState } from "./run-state.ts";

/** Whether a case is about what reaches the ticketing system. */
export function isOfTicketing({ scenario }: Pick<Case, "scenario">): boolean {
  return scenario.startsWith("ticketing");
}

/**
 * The case with what reached the ticketing sink of it. Its last message is waited for: how soon one arrives is as open
 * as how soon a read shows a write.
 */
export async function withTicketingEvidence(
  it: Case,
  source: Pick<TicketingSink, "received">,
  state: RunState,
): Promise<Case> {
  const last = factsOf(it).sends.findLast((send) => send.acceptance === "accepted")?.text;
  const received: Exchange[] = [];
  let seen = 0;
  const arrived = () => {
    const fresh = source.received().slice(seen);
    seen += fresh.length;
    received.push(
      ...fresh.filter((each) => JSON.stringify(each).toLowerCase().includes(it.tag.toLowerCase())),
    );
    return last === undefined || received.some((each) => each.request.body?.data.includes(last));
  };
  const untilMs = state.now() + state.bounds.settleMs;
  while (!arrived() && state.spent() === undefined && state.now() < untilMs) await state.rest(20);
  return { ...it, received };
}
