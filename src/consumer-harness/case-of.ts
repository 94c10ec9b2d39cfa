import type {
  ConsumerCase,
  ConsumerExchange,
  ConsumerProgram,
} from "../send-message/consumer-rules/consumer-case.ts";

/** The host that programs have written down. */
export const API_HOST = "api.open.cx";

/** All runs of a program as one case. */
export function caseOf(
  programs: readonly ConsumerProgram[],
  received: readonly ConsumerExchange[],
  sessions: readonly string[],
  hosts: readonly string[] = [API_HOST],
): ConsumerCase {
  return {
    id: "consumer/0",
    scenario: "consumer",
    tag: "consumer",
    steps: [],
    exchanges: [],
    received: [...received],
    programs: [...programs],
    patienceMs: null,
    sessions,
    hosts,
  };
}
