import { headerOf } from "../../../http/exchange.ts";
import type { Judgement, Violation } from "../../../judging/judgement.ts";
import { type Run, statusOf } from "../consumer-analysis.ts";

/** A program may be this much early, in milliseconds: its clock and its timers are not those of the sandbox. */
const TOLERANCE_MS = 100;

/** After this answer nothing is sent until its `Retry-After` has passed. Requests under way by then are exempt. */
export function waitsAfter(status: number) {
  return ({ sends }: Run): Judgement => {
    const told = sends.flatMap((send) => {
      const waitMs = statusOf(send) === status ? retryAfterMs(send.exchange) : undefined;
      return waitMs === undefined ? [] : [{ send, waitMs }];
    });
    const violations = told.flatMap(({ send, waitMs }): Violation[] => {
      const next = sends.find(({ exchange }) => exchange.startedMs >= send.exchange.endedMs);
      if (next === undefined) return [];
      const waitedMs = next.exchange.startedMs - send.exchange.endedMs;
      if (waitedMs >= waitMs - TOLERANCE_MS) return [];
      return [
        {
          exchanges: [send.index, next.index],
          expected: `nothing sent for ${(waitMs / 1000).toFixed(1)} s after ${status} with Retry-After: ${headerOf(send.exchange.response, "retry-after")}`,
          got: `the next send after ${(waitedMs / 1000).toFixed(1)} s`,
        },
      ];
    });
    return { checked: told.length, violations: violations.slice(0, 1) };
  };
}

/** How long an answer asks to wait, in milliseconds; a date counts from the answer's own `Date`. */
function retryAfterMs(exchange: Run["sends"][number]["exchange"]): number | undefined {
  const said = headerOf(exchange.response, "retry-after");
  if (said === undefined) return undefined;
  const seconds = Number(said);
  const ms = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(said) - Date.parse(headerOf(exchange.response, "date") ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}
