import { styleText } from "node:util";
import type { Exchange } from "../http/exchange.ts";
import type { Outcome } from "../judging/outcome.ts";
import { excerpt, namedIn } from "./excerpt.ts";
import { leftOutWords } from "./left-out-words.ts";
import { plain } from "./plain.ts";
import type { Report, ReportedRule } from "./report.ts";
import { reproductionScript } from "./script.ts";
import { setUpWords } from "./set-up.ts";
import { timeline } from "./timeline.ts";

/** Warnings that the verdict names. */
const MAX_NAMED = 6;
/** How much of a body is shown, in characters. */
const MAX_BODY = 300;

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<Outcome, Style>> = {
  pass: "green",
  fail: "red",
  warn: "yellow",
  observed: "gray",
  inconclusive: "magenta",
  skipped: "gray",
};

const ORDER: readonly Outcome[] = ["pass", "fail", "warn", "inconclusive", "observed", "skipped"];

export interface TextOptions {
  readonly colour: boolean;
  /** The command that the user typed, up to its first argument. */
  readonly command: string;
  /** Where the JSON report was written, for the replay line. */
  readonly reportFile?: string;
}

/** The summary of a run: areas, then each failure with its sentence and its evidence, then the verdict. */
export function textReport(report: Report, options: TextOptions): string {
  const paint = (style: Style, text: string) =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  // Where nothing was judged, a list of what was not would bury the reason.
  if (report.stats.cases === 0) return verdictLine(report, paint);
  const areas = Map.groupBy(report.rules, (rule) => rule.id.split("/")[0]!);
  const width = Math.max(...[...areas.keys()].map((area) => area.length));
  const lines: string[] = [];
  for (const [area, rules] of areas) {
    const counts = ORDER.flatMap((outcome) => {
      const count = rules.filter((rule) => rule.outcome === outcome).length;
      return count === 0 ? [] : [paint(STYLES[outcome], `${count} ${outcome}`)];
    });
    lines.push(`  ${area.padEnd(width)}  ${counts.join(", ")}`);
  }
  const broken = report.rules.filter((rule) => rule.outcome === "fail" || rule.outcome === "warn");
  for (const same of Map.groupBy(broken, causeOf).values())
    lines.push("", ...explainFailure(same, report, options, paint));
  const open = report.rules.filter((rule) => rule.outcome === "inconclusive");
  if (open.length > 0) lines.push("", ...explainAlike("inconclusive", open, report, paint));
  const unjudged = report.rules.filter((rule) => rule.basis === "stated" && rule.outcome === "skipped");
  if (unjudged.length > 0) lines.push("", ...explainAlike("not judged", unjudged, report, paint));
  lines.push("");
  if (broken.length > 1)
    lines.push(
      ...broken.map((rule) => `${paint(STYLES[rule.outcome], rule.outcome)} ${rule.id}: ${rule.title}`),
      "",
    );
  lines.push(verdictLine(report, paint));
  return lines.join("\n");
}

/** Rules that the same requests broke first, or that got the same of one area, have one cause as far as anybody can see. */
function causeOf({ id, foundAfter, waived }: ReportedRule): string {
  return waived !== undefined || foundAfter === undefined || foundAfter.requests === 0
    ? id
    : `${id.split("/")[0]} ${foundAfter.requests}`;
}

/** The first rule with its evidence, and the others that the same requests broke. */
function explainFailure(
  same: readonly ReportedRule[],
  report: Report,
  options: TextOptions,
  paint: (style: Style, text: string) => string,
): string[] {
  const [rule, ...others] = same as [ReportedRule, ...ReportedRule[]];
  const it = rule.counterexample;
  const waived =
    rule.waived === undefined ? "" : ` (waived until ${rule.waived.until}: ${plain(rule.waived.reason)})`;
  const lines = [
    `${paint(STYLES[rule.outcome], `${rule.outcome.toUpperCase()}${waived}`)} ${rule.id} (${rule.basis})`,
    `  ${rule.title}`,
    rule.quote === undefined ? `  from: ${rule.source}` : `  the page: "${rule.quote.replace(/\s+/g, " ")}"`,
  ];
  if (it === undefined) return lines;
  const named = namedIn(it.expected, it.got);
  const setUp = setUpWords(it.exchanges, it.shownBy);
  const arrived = it.received ?? [];
  lines.push(
    `  expected  ${plain(it.expected)}`,
    `  got       ${plain(it.got)}`,
    "",
    ...(setUp === undefined ? [] : [`  (${plain(setUp)})`]),
    ...it.shownBy.flatMap((index) => indented(exchangeLines(it.exchanges[index]!, named))),
    ...(arrived.length === 0 ? [] : ["", "  arrived at the ticketing sink:"]),
    ...arrived.flatMap((exchange) => indented([requestLine(exchange, named)])),
  );
  if (it.steps.some((step) => step.do === "together"))
    lines.push("", ...indented(timeline(it.exchanges, it.shownBy)));
  const { failed, runs } = it.reproduced;
  if (runs > 0) lines.push("", `  reproduced ${failed} of ${runs} times`);
  if (others.length > 0)
    lines.push(
      "",
      "  the same requests broke:",
      ...others.map(
        (each) =>
          `    ${paint(STYLES[each.outcome], each.outcome)} ${each.id} (${each.basis}): ${each.title}`,
      ),
    );
  const script = report.subject.url === undefined ? undefined : reproductionScript(it, report.subject.url);
  if (script !== undefined) lines.push("", "  to see it in a shell:", ...indented(indented(script)));
  const { spec, options: more = [] } = report.settings ?? {};
  const needed = [...(spec === undefined ? [] : [`--spec ${spec}`]), ...more]
    .map((option) => ` ${option}`)
    .join("");
  lines.push(
    "",
    options.reportFile === undefined
      ? `  to run it again: add --report json, then ${options.command} replay report.json ${rule.id}${needed}`
      : `  ${options.command} replay ${options.reportFile} ${rule.id}${needed}`,
  );
  return lines;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** One exchange in two lines: what was asked, with its body, and what came; bodies are cut around the named texts. */
export function exchangeLines(exchange: Exchange, named: readonly string[]): string[] {
  const answer =
    exchange.response === undefined
      ? `no answer: ${plain(exchange.error?.message ?? "")}`
      : `${exchange.response.status} ${excerpt(exchange.response.body?.data ?? "", named, MAX_BODY)}`;
  return [requestLine(exchange, named), `< ${answer}`];
}

function requestLine(
  { credential, request: { method, path, body } }: Exchange,
  named: readonly string[],
): string {
  const key = credential === "valid" ? "" : ` (key: ${credential})`;
  return `> ${method} ${plain(path)}${key}${body === undefined ? "" : ` ${excerpt(body.data, named, MAX_BODY)}`}`;
}

/** Rules with one reason in one line. */
function explainAlike(
  word: string,
  rules: readonly ReportedRule[],
  report: Report,
  paint: (style: Style, text: string) => string,
): string[] {
  const reasons = Map.groupBy(rules, (rule) => rule.reason ?? "");
  return [...reasons].map(([reason, same]) => {
    const names =
      same.length === report.rules.filter((rule) => rule.basis !== "open").length
        ? "every rule"
        : same.length > 6
          ? `${same.length} rules`
          : same.map((rule) => rule.id).join(", ");
    return `${paint("magenta", word)} ${names}: ${plain(reason)}`;
  });
}

function verdictLine(report: Report, paint: (style: Style, text: string) => string): string {
  const warnings = report.rules.filter((rule) => rule.outcome === "warn").map(({ id }) => id);
  const more = warnings.length > MAX_NAMED ? `, and ${warnings.length - MAX_NAMED} more` : "";
  const warned =
    warnings.length === 0
      ? ""
      : `, with ${warnings.length} warning${warnings.length === 1 ? "" : "s"}: ${warnings.slice(0, MAX_NAMED).join(", ")}${more}`;
  const word = {
    conformant: paint("green", `conformant${warned}`),
    "not-conformant": paint("red", "not conformant"),
    inconclusive: paint("magenta", "inconclusive"),
  }[report.verdict];
  const { requests, cases, sessions, durationMs } = report.stats;
  const problem = report.problem === undefined ? "" : `\n  ${plain(report.problem)}`;
  const { sessions: left, contacts } = report.leftBehind;
  const leftBehind =
    left.length + contacts.length === 0
      ? ""
      : `\n  left behind: ${left.length} sessions and ${contacts.length} contacts, listed in the JSON report`;
  const shards =
    report.shards === undefined || report.shards.held.length === report.shards.count
      ? ""
      : `, as far as shard ${report.shards.held.join(", ")} of ${report.shards.count} goes`;
  return `${report.subject.name} is ${word}${leftOutWords(report)}${shards}${problem}\n  ${report.rules.length} rules, ${cases} cases, ${requests} requests, ${sessions} sessions, ${(durationMs / 1000).toFixed(1)} s, seed ${report.seed}, profile ${report.profile}${coverageWords(report)}${leftBehind}`;
}

/** How much of what can be combined was sent and judged. */
function coverageWords({ coverage = [] }: Report): string {
  const sum = (of: (each: (typeof coverage)[number]) => number) =>
    coverage.reduce((all, each) => all + of(each), 0);
  const feasible = sum(({ pairs }) => pairs.feasible);
  if (sum(({ pairs }) => pairs.exercised) === 0) return "";
  const judged = sum(({ pairs }) => pairs.judged);
  return `\n  ${judged} of ${feasible} pairs of what can be sent were judged (${Math.floor((100 * judged) / feasible)}%)`;
}
