import type { Case } from "../../src/evidence/case.ts";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import type { Outcome } from "../../src/judging/outcome.ts";
import type { Target } from "../../src/running/execution-context.ts";
import { type RunEvent, type RunOptions, runConformance } from "../../src/running/run.ts";
import type { RunResult } from "../../src/running/run-result.ts";
import type { Bounds } from "../../src/running/run-state.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { type Handler, KEYS } from "./providers.ts";

export interface Judged {
  readonly result: RunResult;
  readonly cases: readonly Case[];
  readonly events: readonly RunEvent[];
}

type Options = Partial<Omit<RunOptions, "bounds" | "rules">> & {
  readonly bounds?: Partial<Bounds>;
  /** Which rules are judged, by their ids. Default: all. */
  readonly rules?: RegExp;
  /** Scenarios that are not run. */
  readonly leaveOut?: readonly string[];
};

/** Judges a provider in this process, or any other target; by default with seed 1 and the profile quick. */
export async function judge(provider: Handler | Target, options: Options = {}): Promise<Judged> {
  const target =
    typeof provider === "function" ? { transport: fetchTransport(provider), keys: KEYS } : provider;
  const { bounds, rules: wanted = /./, leaveOut = [], ...rest } = options;
  const cases: Case[] = [];
  const events: RunEvent[] = [];
  const run = runConformance(target, {
    contract: pageContract,
    profile: "quick",
    seed: 1,
    nonce: "test",
    strict: false,
    workers: 4,
    ...rest,
    rules: rules
      .filter(({ id }) => wanted.test(id))
      .map((rule) =>
        leaveOut.length === 0
          ? rule
          : { ...rule, sends: rule.sends.filter(({ id }) => !leaveOut.includes(id)) },
      ),
    bounds: { maxRequests: 10_000, maxSessions: 10_000, maxTimeMs: 60_000, settleMs: 2_000, ...bounds },
  });
  for await (const event of run) {
    events.push(event);
    if (event.type === "judged") cases.push(event.case);
  }
  const last = events.at(-1);
  if (last?.type !== "ended") throw new Error("the run ended without a result");
  return { result: last.result, cases, events };
}

/** Ids of the rules with this outcome; an inconclusive or skipped one with its reason. */
export function idsOf({ result }: Judged, ...outcomes: readonly Outcome[]): string[] {
  return result.rules
    .filter((each) => outcomes.includes(each.outcome))
    .map(({ rule, reason }) => (reason === undefined ? rule.id : `${rule.id}: ${reason}`));
}
