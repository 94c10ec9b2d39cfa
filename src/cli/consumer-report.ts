import type { ConsumerRun } from "../consumer-harness/run-consumer.ts";
import type { Report, ReportedRule, ReportFacts } from "../reports/report.ts";
import type { ConsumerResult } from "../send-message/consumer-rules/judge-consumer.ts";

/** What judging a consumer found, in the shape of every other report. */
export function consumerReport(run: ConsumerRun, profile: string, facts: ReportFacts): Report {
  const { case: it } = run;
  const sessions = new Set(
    it.received.flatMap(({ request }) => /\/chat\/sessions\/([^/?]+)/.exec(request.path)?.[1] ?? []),
  );
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
    rules: run.rules.map((result) => reportedRule(result, run)),
    behaviour: Object.fromEntries(
      run.rules.flatMap(({ rule, observed }) =>
        observed === undefined ? [] : [[rule.id.replace("consumer/", ""), observed]],
      ),
    ),
    leftBehind: { sessions: [], contacts: [] },
  };
}

function reportedRule({ rule, ...result }: ConsumerResult, { case: it }: ConsumerRun): ReportedRule {
  const first = result.violations[0];
  const exchanges = first?.exchanges.map((index) => it.received[index]!) ?? [];
  const program = it.programs[exchanges[0]?.step ?? -1];
  const equal = it.programs.filter(({ condition }) => condition === program?.condition).length;
  return {
    id: rule.id,
    basis: rule.basis,
    title: rule.title,
    ...(rule.quote === undefined ? {} : { quote: rule.quote }),
    ...(rule.source === undefined ? {} : { source: rule.source }),
    outcome: result.outcome,
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    checked: result.checked,
    cases: it.programs.length,
    requests: it.received.length,
    ms: result.checked === 0 ? 0 : timeOf(it),
    failures: result.violations.length,
    ...(result.observed === undefined ? {} : { observed: result.observed }),
    conditions: result.conditions,
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
            shownBy: exchanges.map((_, index) => index),
            reproduced: { failed: equal, runs: equal },
          },
        }),
  };
}

/** In milliseconds, from the first start of the program to its last end. */
function timeOf({ programs }: ConsumerRun["case"]): number {
  return Math.round(Math.max(0, ...programs.map(({ endedMs }) => endedMs)));
}
