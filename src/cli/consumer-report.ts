import type { ConsumerRun } from "../consumer-harness/run-consumer.ts";
import { behaviourIn, type Report, type ReportedRule, type ReportFacts, textOf } from "../reports/report.ts";
import type { ConsumerResult } from "../send-message/consumer-rules/judge-consumer.ts";

/** What judging a consumer found, in the shape of every other report. */
export function consumerReport(run: ConsumerRun, profile: string, facts: ReportFacts): Report {
  const { case: it } = run;
  const sessions = new Set(
    it.received.flatMap(({ request }) => /\/chat\/sessions\/([^/?]+)/.exec(request.path)?.[1] ?? []),
  );
  const rules = run.rules.map((result) => reportedRule(result, run));
  return {
    schema: "opencx-conformance/report/1",
    verdict: run.verdict,
    ...(run.problem === undefined ? {} : { problem: run.problem }),
    ...facts,
    // Nothing is drawn at random: a program is run as it is.
    seed: 0,
    nonce: "",
    profile,
    stats: {
      requests: it.received.length,
      cases: it.programs.length,
      sessions: sessions.size,
      durationMs: timeOf(it),
    },
    rules,
    behaviour: behaviourIn(rules),
    leftBehind: { sessions: [], contacts: [] },
  };
}

function reportedRule(
  { rule, violations, ...result }: ConsumerResult,
  { case: it }: ConsumerRun,
): ReportedRule {
  const first = violations[0];
  const exchanges = first?.exchanges.map((index) => it.received[index]!) ?? [];
  const program = it.programs[exchanges[0]?.step ?? -1];
  const equal = it.programs.filter(({ condition }) => condition === program?.condition).length;
  return {
    ...textOf(rule),
    ...result,
    cases: it.programs.length,
    requests: it.received.length,
    ms: result.checked === 0 ? 0 : timeOf(it),
    failures: violations.length,
    ...(first === undefined
      ? {}
      : {
          counterexample: {
            expected: first.expected,
            got: first.got,
            scenario: program?.condition ?? it.scenario,
            tag: it.tag,
            steps: [],
            exchanges,
            shownBy: [...exchanges.keys()],
            reproduced: { failed: equal, runs: equal },
          },
        }),
  };
}

/** In milliseconds, from the first start of the program to its last end. */
function timeOf({ programs }: ConsumerRun["case"]): number {
  return Math.round(Math.max(0, ...programs.map(({ endedMs }) => endedMs)));
}
