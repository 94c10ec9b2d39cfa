import { counted } from "../counted.ts";
import type { Outcome } from "../judging/outcome.ts";
import { namedIn } from "../reports/excerpt.ts";
import { exchangeLines } from "../reports/exchange-lines.ts";
import { headOf } from "../reports/failure-text.ts";
import { OUTCOME_STYLES, type Paint, paintedVerdict, painter } from "../reports/paint.ts";
import { plain } from "../reports/plain.ts";
import type { Report, ReportedRule } from "../reports/report.ts";
import { countsOf } from "../reports/text.ts";
import { NOT_TESTED } from "../send-message/consumer-rules/judge-consumer.ts";

/** Exchanges of one failure that are shown. */
const SHOWN_EXCHANGES = 4;

/** The summary of a consumer: each failure with its sentence and requests, what was left open, then the verdict. */
export function consumerText(report: Report, colour: boolean): string {
  const paint = painter(colour);
  const by = (outcome: Outcome) => report.rules.filter((rule) => rule.outcome === outcome);
  return [
    `  ${countsOf(report.rules, paint)}`,
    ...[...by("fail"), ...by("warn")].flatMap((rule) => ["", ...explained(rule, paint)]),
    ...listed("inconclusive", by("inconclusive"), paint),
    ...observedLines(by("observed"), paint),
    ...skippedLines(by("skipped"), paint),
    "",
    verdictLine(report, by("warn").length, paint),
  ].join("\n");
}

function explained(rule: ReportedRule, paint: Paint): string[] {
  const head = headOf(rule, paint);
  const it = rule.counterexample;
  if (it === undefined) return head;
  const named = namedIn(it.expected, it.got);
  const more = it.exchanges.length - SHOWN_EXCHANGES;
  const times = rule.failures === 1 ? "" : `, ${rule.failures} times in all`;
  return [
    ...head,
    `  under "${it.scenario}"${it.reproduced.runs > 1 ? `, in each of ${it.reproduced.runs} runs` : ""}${times}`,
    ...it.exchanges
      .slice(0, SHOWN_EXCHANGES)
      .flatMap((exchange) => exchangeLines(exchange, named))
      .map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more like it`] : []),
  ];
}

function listed(word: Outcome, rules: readonly ReportedRule[], paint: Paint): string[] {
  const reasons = Map.groupBy(rules, (rule) => rule.reason ?? "");
  const lines = [...reasons].map(
    ([reason, same]) =>
      `${paint(OUTCOME_STYLES[word], word)} ${same.map(nameOf).join(", ")}: ${plain(reason)}`,
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

/** Skipped rules, one line for each kind of reason: they are of less interest than what was found. */
function skippedLines(rules: readonly ReportedRule[], paint: Paint): string[] {
  const kinds = Map.groupBy(rules, ({ reason = "" }) => {
    if (reason.startsWith(NOT_TESTED)) return "not tested; use a larger --profile or add their --condition";
    return /^it (?:sent|called|created|showed|read) (?:no|none|nothing|only)\b/.test(reason)
      ? "the program did nothing of the kind"
      : reason;
  });
  const lines = [...kinds].map(
    ([reason, same]) =>
      `${paint(OUTCOME_STYLES.skipped, `${same.length} skipped`)}, ${plain(reason)}: ${same.map(nameOf).join(", ")}`,
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function observedLines(rules: readonly ReportedRule[], paint: Paint): string[] {
  const lines = rules.map(({ observed, ...rule }) => {
    const words = Array.isArray(observed) ? observed.join(", ") : String(observed);
    return `${paint(OUTCOME_STYLES.observed, "observed")} ${nameOf(rule)}: ${plain(words)}`;
  });
  return lines.length === 0 ? [] : ["", ...lines];
}

function nameOf({ id }: Pick<ReportedRule, "id">): string {
  return id.replace("consumer/", "");
}

function verdictLine(
  { verdict, subject, problem, stats, rules, profile }: Report,
  warnings: number,
  paint: Paint,
) {
  const warned = warnings === 0 ? "" : `, with ${warnings} warning${warnings === 1 ? "" : "s"}`;
  const why = (problem?.split("\n") ?? []).map((line) => `\n  ${plain(line)}`).join("");
  return `${plain(subject.name)} is ${paintedVerdict(verdict, warned, paint)}${why}\n  ${counted(rules.length, "rule")}, ${counted(stats.cases, "run")}, ${counted(stats.requests, "request")}, ${(stats.durationMs / 1000).toFixed(1)} s, ${profile}`;
}
