import { styleText } from "node:util";
import type { Outcome } from "../judging/outcome.ts";
import { counted } from "../reports/counted.ts";
import { cut, plain } from "../reports/plain.ts";
import type { Report, ReportedRule } from "../reports/report.ts";
import { NOT_TESTED } from "../send-message/consumer-rules/judge-consumer.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const STYLES: Readonly<Record<Outcome, Style>> = {
  pass: "green",
  fail: "red",
  warn: "yellow",
  observed: "gray",
  inconclusive: "magenta",
  skipped: "gray",
};
const ORDER: readonly Outcome[] = ["pass", "fail", "warn", "inconclusive", "observed", "skipped"];
/** Exchanges of one failure that are shown, and characters of each body. */
const SHOWN_EXCHANGES = 4;
const SHOWN_TEXT = 300;

/** The summary of a consumer: each failure with its sentence and requests, what was left open, then the verdict. */
export function consumerText(report: Report, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const by = (outcome: Outcome) => report.rules.filter((rule) => rule.outcome === outcome);
  const counts = ORDER.filter((outcome) => by(outcome).length > 0);
  return [
    `  ${counts.map((outcome) => paint(STYLES[outcome], `${by(outcome).length} ${outcome}`)).join(", ")}`,
    ...[...by("fail"), ...by("warn")].flatMap((rule) => ["", ...explained(rule, paint)]),
    ...listed("inconclusive", by("inconclusive"), paint),
    ...observedLines(by("observed"), paint),
    ...skippedLines(by("skipped"), paint),
    "",
    verdictLine(report, by("warn").length, paint),
  ].join("\n");
}

function explained(rule: ReportedRule, paint: Paint): string[] {
  const it = rule.counterexample;
  const origin =
    rule.quote === undefined ? `from: ${rule.source}` : `the page: "${rule.quote.replace(/\s+/g, " ")}"`;
  const head = [
    `${paint(STYLES[rule.outcome], rule.outcome.toUpperCase())} ${rule.id} (${rule.basis})`,
    `  ${rule.title}`,
    `  ${origin}`,
  ];
  if (it === undefined) return head;
  const more = it.exchanges.length - SHOWN_EXCHANGES;
  const times = rule.failures === 1 ? "" : `, ${rule.failures} times in all`;
  return [
    ...head,
    `  expected  ${plain(it.expected)}`,
    `  got       ${plain(it.got)}`,
    `  under "${it.scenario}"${it.reproduced.runs > 1 ? `, in each of ${it.reproduced.runs} runs` : ""}${times}`,
    ...it.exchanges.slice(0, SHOWN_EXCHANGES).flatMap((exchange) => {
      const { request, response, error } = exchange;
      const sent = request.body === undefined ? "" : ` ${cut(plain(request.body.data), SHOWN_TEXT)}`;
      const came =
        response === undefined
          ? plain(error?.message ?? "no answer")
          : `${response.status} ${cut(plain(response.body?.data ?? ""), SHOWN_TEXT)}`;
      return [`  > ${plain(request.method)} ${plain(request.path)}${sent}`, `  < ${came}`];
    }),
    ...(more > 0 ? [`  and ${more} more like it`] : []),
  ];
}

function listed(word: Outcome, rules: readonly ReportedRule[], paint: Paint): string[] {
  const reasons = Map.groupBy(rules, (rule) => rule.reason ?? "");
  const lines = [...reasons].map(
    ([reason, same]) => `${paint(STYLES[word], word)} ${same.map(nameOf).join(", ")}: ${plain(reason)}`,
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
      `${paint(STYLES.skipped, `${same.length} skipped`)}, ${plain(reason)}: ${same.map(nameOf).join(", ")}`,
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function observedLines(rules: readonly ReportedRule[], paint: Paint): string[] {
  const lines = rules.map(({ observed, ...rule }) => {
    const words = Array.isArray(observed) ? observed.join(", ") : String(observed);
    return `${paint(STYLES.observed, "observed")} ${nameOf(rule)}: ${plain(words)}`;
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
  const words = {
    conformant: paint("green", `conformant${warned}`),
    "not-conformant": paint("red", "not conformant"),
    inconclusive: paint("magenta", "inconclusive"),
  };
  const why = (problem?.split("\n") ?? []).map((line) => `\n  ${plain(line)}`).join("");
  return `${plain(subject.name)} is ${words[verdict]}${why}\n  ${counted(rules.length, "rule")}, ${counted(stats.cases, "run")}, ${counted(stats.requests, "request")}, ${(stats.durationMs / 1000).toFixed(1)} s, ${profile}`;
}
