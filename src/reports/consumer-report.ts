import { withoutUndefined } from "../json/without-undefined.ts";
import type { ConsumerResult, JudgedConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { sessionInPath } from "../send-message/contract/operations.ts";
import { behaviourIn, type Report, type ReportedRule, type ReportFacts, textOf } from "./report.ts";

/** What judging a consumer found, in the shape of every other report. */
export function consumerReport(run: JudgedConsumer, profile: string, facts: ReportFacts): Report {
  const { verdict, problem, case: it } = run;
  const sessions = new Set(it.received.flatMap(({ request }) => sessionInPath(request.path) ?? []));
  const rules = run.rules.map((result) => reportedRule(result, run));
  return {
    schema: "opencx-conformance/report/1",
    ...withoutUndefined({ verdict, problem }),
    ...facts,
    // Nothing is drawn at random: a program is run as it is.
    ...{ seed: 0, nonce: "", profile },
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
  { case: it }: JudgedConsumer,
): ReportedRule {
  const counted = {
    cases: it.programs.length,
    requests: it.received.length,
    ms: result.checked === 0 ? 0 : timeOf(it),
    failures: violations.length,
  };
  const [first] = violations;
  if (first === undefined) return { ...textOf(rule), ...result, ...counted };
  const exchanges = first.exchanges.map((index) => it.received[index]!);
  const program = it.programs[exchanges[0]?.step ?? -1];
  const equal = it.programs.filter(({ condition }) => condition === program?.condition).length;
  return {
    ...textOf(rule),
    ...result,
    ...counted,
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
  };
}

/** In milliseconds, from the first start of the program to its last end. */
function timeOf({ programs }: JudgedConsumer["case"]): number {
  return Math.round(Math.max(0, ...programs.map(({ endedMs }) => endedMs)));
}
