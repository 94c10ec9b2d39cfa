import { withoutUndefined } from "../json/without-undefined.ts";
import type { Violation } from "../judging/judgement.ts";
import type { Counterexample } from "../running/run-result.ts";
import type { ConsumerCase } from "../send-message/consumer-rules/consumer-case.ts";
import type { JudgedConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { sessionInPath } from "../send-message/contract/operations.ts";
import { type Report, type ReportFacts, reportOf } from "./report.ts";

/** What judging a consumer found, in the shape of every other report. */
export function consumerReport(run: JudgedConsumer, profile: string, facts: ReportFacts): Report {
  const { verdict, problem, case: it } = run;
  const sessions = new Set(it.received.flatMap(({ request }) => sessionInPath(request.path) ?? []));
  const counts = { cases: it.programs.length, requests: it.received.length };
  // From the first start of the program to its last end.
  const durationMs = Math.round(Math.max(0, ...it.programs.map(({ endedMs }) => endedMs)));
  const rules = run.rules.map(({ violations, ...result }) => ({
    ...result,
    ...counts,
    ms: result.checked === 0 ? 0 : durationMs,
    failures: violations.length,
    ...(violations[0] && { counterexample: counterexampleOf(violations[0], it) }),
  }));
  return reportOf(
    {
      ...withoutUndefined({ verdict, problem }),
      // Nothing is drawn at random: a program is run as it is.
      ...{ seed: 0, nonce: "", profile, rules },
      stats: { ...counts, sessions: sessions.size, durationMs },
      leftBehind: { sessions: [], contacts: [] },
    },
    facts,
  );
}

/** What a program sent that breaks a rule, as a case of nothing else. */
function counterexampleOf(
  { expected, got, exchanges: indices }: Violation,
  it: ConsumerCase,
): Counterexample {
  const exchanges = indices.map((index) => it.received[index]!);
  const program = it.programs[exchanges[0]?.step ?? -1];
  const equal = it.programs.filter(({ condition }) => condition === program?.condition).length;
  return {
    case: { ...it, scenario: program?.condition ?? it.scenario, exchanges },
    violation: { expected, got, exchanges: [...exchanges.keys()] },
    reproduced: { failed: equal, runs: equal },
  };
}
