import { counted } from "../counted.ts";
import { NOT_TESTED } from "../send-message/consumer-rules/judge-consumer.ts";
import { brokenRules } from "./broken-rules.ts";
import { failureText } from "./failure-text.ts";
import { firstOf } from "./first-of.ts";
import { countOutcomes } from "./outcome-words.ts";
import { OUTCOME_STYLES, type Paint, paintedVerdict, painter } from "./paint.ts";
import { plain } from "./plain.ts";
import type { Report, ReportedRule } from "./report.ts";
import type { Surroundings } from "./surroundings.ts";
import { coverageOf, leftOutWords } from "./verdict-words.ts";

/** Warnings that the verdict names. */
const MAX_NAMED = 6;
/** Lines that failures may take, so that the whole fits one screen; and lines of evidence of one failure. */
const MAX_FAILURE_LINES = 26;
const MAX_EVIDENCE_LINES = 19;
const MAX_EXTENT_LINES = 6;
/** Broken rules that are listed at the end. */
const MAX_LISTED = 10;
/** Rules that are named where they have one reason; of a provider. */
const MAX_ALIKE = 6;

/** How the summary is written. */
export interface TextOptions extends Surroundings {
  readonly colour: boolean;
  /** All evidence, rather than what fits one screen. */
  readonly whole: boolean;
  /** Where the page was written, which shows what is folded here. */
  readonly pageFile?: string;
}

/** The summary of a run: areas, then each failure with its sentence and its evidence, then what is broken, and the verdict. */
export function textReport(report: Report, options: TextOptions): string {
  const paint = painter(options.colour);
  // Where nothing was judged, a list of what was not would bury the reason.
  if (report.stats.cases === 0) return verdictText(report, paint);
  const broken = brokenRules(report);
  const parts = [
    explainAlike("inconclusive", report, paint),
    ...(report.subject.kind === "consumer" ? [observedLines(report, paint)] : []),
    explainAlike("skipped", report, paint),
    listOf(broken, options, paint),
    [verdictText(report, paint)],
  ];
  return [
    ...areaLines(report, paint),
    ...failureLines(broken, report, options, paint),
    ...parts.flatMap((lines) => (lines.length === 0 ? [] : ["", ...lines])),
  ].join("\n");
}

/** What came of each area; where something is broken, areas without blame share a line. */
function areaLines({ rules }: Report, paint: Paint): string[] {
  const areas = [...Map.groupBy(rules, ({ id }) => id.split("/")[0]!)];
  const isFine = ([, some]: (typeof areas)[number]) =>
    some.every(({ outcome }) => outcome === "pass" || outcome === "observed" || outcome === "skipped");
  const fine = areas.filter(isFine);
  const blamed = areas.filter((area) => !isFine(area));
  const shown: [string, ReportedRule[]][] =
    blamed.length === 0 || fine.length < 2
      ? areas
      : [...blamed, [`the other ${fine.length} areas`, fine.flatMap(([, some]) => some)]];
  const width = Math.max(...shown.map(([area]) => area.length));
  return shown.map(([area, some]) => {
    const counts = countOutcomes(some).map(([outcome, count]) =>
      paint(OUTCOME_STYLES[outcome], `${count} ${outcome}`),
    );
    return `  ${area.padEnd(width)}  ${counts.join(", ")}`;
  });
}

/** Each cause with its evidence. What does not fit one screen is folded, and counted. */
function failureLines(
  broken: readonly ReportedRule[],
  report: Report,
  options: TextOptions,
  paint: Paint,
): string[] {
  const causes = [...Map.groupBy(broken, causeOf).values()] as [ReportedRule, ...ReportedRule[]][];
  // One failure alone is not too much to be shown with its script.
  const isWhole = options.whole || causes.length === 1;
  const lines: string[] = [];
  let folded = 0;
  for (const cause of causes) {
    const { head, evidence, extent, script, again } = failureText(cause, report, options, paint);
    const whole = ["", ...head, "", ...evidence.flat(), ...extent, ...script, ...again];
    const isFirst = lines.length === 0;
    const some = isFirst
      ? ["", ...head, "", ...lastOf(evidence), ...extent.slice(0, MAX_EXTENT_LINES), ...again]
      : ["", ...head, ...again];
    const fits = isFirst || lines.length + some.length <= MAX_FAILURE_LINES;
    const shown = isWhole ? whole : fits ? some : [];
    lines.push(...shown);
    folded += whole.length - shown.length;
  }
  return folded === 0 ? lines : [...lines, "", paint("gray", foldedLine(folded, options))];
}

/** The last exchanges, as many as fit, and how much goes before them. */
function lastOf(evidence: readonly (readonly string[])[]): string[] {
  const kept: (readonly string[])[] = [];
  let left = MAX_EVIDENCE_LINES;
  for (const block of evidence.toReversed()) {
    left -= block.length;
    if (left < 0 && kept.length > 0) break;
    kept.unshift(block);
  }
  const before = evidence.slice(0, evidence.length - kept.length).flat().length;
  return [...(before === 0 ? [] : [`  … ${counted(before, "more line")}`]), ...kept.flat()];
}

function foldedLine(count: number, { pageFile }: TextOptions): string {
  const where = pageFile ?? "--full prints them, --report html shows them as a page";
  return `${counted(count, "more line")} of evidence and scripts: ${where}`;
}

/** Rules that the same requests broke first, or that got the same of one area, have one cause as far as anybody can see. */
function causeOf({ id, foundAfter, waived }: ReportedRule): string {
  return waived !== undefined || foundAfter === undefined || foundAfter.requests === 0
    ? id
    : `${id.split("/")[0]} ${foundAfter.requests}`;
}

function listOf(broken: readonly ReportedRule[], { whole }: TextOptions, paint: Paint): string[] {
  const lines = broken.map(
    ({ outcome, id, title }) => `${paint(OUTCOME_STYLES[outcome], outcome)} ${id}: ${plain(title)}`,
  );
  return whole ? lines : firstOf(lines, MAX_LISTED);
}

/** Rules of an outcome with one reason in one line; of a provider, those that it is held to. */
function explainAlike(
  outcome: "inconclusive" | "skipped",
  { rules, subject }: Report,
  paint: Paint,
): string[] {
  const isConsumer = subject.kind === "consumer";
  const some = rules.filter(
    (rule) =>
      rule.outcome === outcome && (isConsumer || outcome === "inconclusive" || rule.basis === "stated"),
  );
  const word = paint("magenta", outcome === "skipped" ? "not judged" : outcome);
  return [...Map.groupBy(some, reasonOf)].map(([reason, same]) => {
    // All rules for consumers are of one area, which says nothing here.
    const ids = same.map(({ id }) => id.replace(/^consumer\//, ""));
    const names =
      same.length === rules.filter((rule) => rule.basis !== "open").length
        ? "every rule"
        : same.length > MAX_ALIKE && !isConsumer
          ? `${same.length} rules`
          : ids.join(", ");
    return `${word} ${names}: ${plain(reason)}`;
  });
}

/** What a program gave no occasion for, and what was not staged, is of less interest than the words of each rule. */
function reasonOf({ reason = "" }: ReportedRule): string {
  if (reason.startsWith(NOT_TESTED)) return "not tested; use a larger --profile or add their --condition";
  return /^it (?:sent|called|created|showed|read) (?:no|none|nothing|only)\b/.test(reason)
    ? "the program did nothing of the kind"
    : reason;
}

/** What a program does where the page leaves it open. */
function observedLines({ rules }: Report, paint: Paint): string[] {
  return rules
    .filter(({ outcome }) => outcome === "observed")
    .map(({ id, observed }) => {
      const words = Array.isArray(observed) ? observed.join(", ") : String(observed);
      return `${paint(OUTCOME_STYLES.observed, "observed")} ${id}: ${plain(words)}`;
    });
}

function verdictText(report: Report, paint: Paint): string {
  const { subject, stats, leftBehind, shards, problem = "", without, profile } = report;
  const isProvider = subject.kind === "provider";
  const warnings = report.rules.filter(({ outcome }) => outcome === "warn").map(({ id }) => id);
  const warned =
    warnings.length === 0
      ? ""
      : `, with ${counted(warnings.length, "warning")}: ${firstOf(warnings, MAX_NAMED).join(", ")}`;
  const part =
    shards === undefined || shards.held.length === shards.count
      ? ""
      : `, as far as shard ${shards.held.join(", ")} of ${shards.count} goes`;
  const coverage = coverageOf(report);
  const left = leftBehind.sessions.length + leftBehind.contacts.length;
  const facts = [
    counted(report.rules.length, "rule"),
    counted(stats.cases, isProvider ? "case" : "run"),
    counted(stats.requests, "request"),
    ...(isProvider ? [counted(stats.sessions, "session")] : []),
    `${(stats.durationMs / 1000).toFixed(1)} s`,
    ...(isProvider ? [`seed ${report.seed}`, `profile ${profile}`] : [profile]),
  ];
  return [
    `${plain(subject.name)} is ${paintedVerdict(report.verdict, warned, paint)}${leftOutWords(without)}${part}`,
    ...problem.split("\n").filter(Boolean).map(plain),
    plain(facts.join(", ")),
    ...(coverage === undefined
      ? []
      : [
          `${coverage.judged} of ${coverage.feasible} pairs of what can be sent were judged (${coverage.percent}%)`,
        ]),
    ...(left === 0
      ? []
      : [
          `left behind: ${counted(leftBehind.sessions.length, "session")} and ${counted(leftBehind.contacts.length, "contact")}, listed in the JSON report`,
        ]),
  ].join("\n  ");
}
