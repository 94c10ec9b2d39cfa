import { counted } from "../counted.ts";
import type { Outcome } from "../judging/outcome.ts";
import { failureText, type ReplayPlace } from "./failure-text.ts";
import { leftOutWords } from "./left-out-words.ts";
import { OUTCOME_STYLES, type Paint, paintedVerdict, painter } from "./paint.ts";
import { plain } from "./plain.ts";
import type { Report, ReportedRule } from "./report.ts";

/** Warnings that the verdict names. */
const MAX_NAMED = 6;
/** Lines that failures may take, so that the whole fits one screen; and lines of evidence of one failure. */
const MAX_FAILURE_LINES = 26;
const MAX_EVIDENCE_LINES = 19;
const MAX_EXTENT_LINES = 6;
/** Broken rules that are listed at the end. */
const MAX_LISTED = 10;

const ORDER: readonly Outcome[] = ["pass", "fail", "warn", "inconclusive", "observed", "skipped"];

/** How the summary is written. */
export interface TextOptions extends ReplayPlace {
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
  if (report.stats.cases === 0) return verdictLine(report, paint);
  const broken = report.rules.filter((rule) => rule.outcome === "fail" || rule.outcome === "warn");
  const open = report.rules.filter((rule) => rule.outcome === "inconclusive");
  const unjudged = report.rules.filter((rule) => rule.basis === "stated" && rule.outcome === "skipped");
  return [
    ...areaLines(report, paint),
    ...failureLines(broken, report, options, paint),
    ...(open.length > 0 ? ["", ...explainAlike("inconclusive", open, report, paint)] : []),
    ...(unjudged.length > 0 ? ["", ...explainAlike("not judged", unjudged, report, paint)] : []),
    ...(broken.length > 0 ? ["", ...listOf(broken, options, paint)] : []),
    "",
    verdictLine(report, paint),
  ].join("\n");
}

/** What came of each area; where something is broken, areas without blame share a line. */
function areaLines({ rules }: Report, paint: Paint): string[] {
  const areas = [...Map.groupBy(rules, (rule) => rule.id.split("/")[0]!)];
  const isFine = (some: readonly ReportedRule[]) =>
    some.every(({ outcome }) => outcome === "pass" || outcome === "observed" || outcome === "skipped");
  const blamed = areas.filter(([, some]) => !isFine(some));
  const fine = areas.filter(([, some]) => isFine(some));
  const shown: (readonly [string, readonly ReportedRule[]])[] =
    blamed.length === 0 || fine.length < 2
      ? areas
      : [...blamed, [`the other ${fine.length} areas`, fine.flatMap(([, some]) => some)]];
  const width = Math.max(...shown.map(([area]) => area.length));
  return shown.map(([area, some]) => `  ${area.padEnd(width)}  ${countsOf(some, paint)}`);
}

/** "2 fail, 11 pass", each in its colour. */
export function countsOf(rules: readonly ReportedRule[], paint: Paint): string {
  return ORDER.flatMap((outcome) => {
    const count = rules.filter((rule) => rule.outcome === outcome).length;
    return count === 0 ? [] : [paint(OUTCOME_STYLES[outcome], `${count} ${outcome}`)];
  }).join(", ");
}

/** Each cause with its evidence. What does not fit one screen is folded, and counted. */
function failureLines(
  broken: readonly ReportedRule[],
  report: Report,
  options: TextOptions,
  paint: Paint,
): string[] {
  const causes = [...Map.groupBy(broken, causeOf).values()]
    .map(([first, ...others]): Cause => [first!, ...others])
    .toSorted(compareCauses);
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
    const fits = isWhole || isFirst || lines.length + some.length <= MAX_FAILURE_LINES;
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
  return [...(before === 0 ? [] : [`  … ${before} more line${before === 1 ? "" : "s"}`]), ...kept.flat()];
}

function foldedLine(count: number, { pageFile }: TextOptions): string {
  const lines = `${count} more line${count === 1 ? "" : "s"} of evidence and scripts`;
  return pageFile === undefined
    ? `${lines}: --full prints them, --report html shows them as a page`
    : `${lines}: ${pageFile}`;
}

type Cause = readonly [ReportedRule, ...ReportedRule[]];

/** What fails comes first, and of that what the fewest requests show, and what was found first. */
function compareCauses([a]: Cause, [b]: Cause): number {
  const rank = ({ outcome }: ReportedRule) => (outcome === "fail" ? 0 : 1);
  const size = ({ counterexample }: ReportedRule) => counterexample?.exchanges.length ?? Number.MAX_VALUE;
  const found = ({ foundAfter }: ReportedRule) => foundAfter?.requests ?? 0;
  return rank(a) - rank(b) || size(a) - size(b) || found(a) - found(b);
}

/** Rules that the same requests broke first, or that got the same of one area, have one cause as far as anybody can see. */
function causeOf({ id, foundAfter, waived }: ReportedRule): string {
  return waived !== undefined || foundAfter === undefined || foundAfter.requests === 0
    ? id
    : `${id.split("/")[0]} ${foundAfter.requests}`;
}

function listOf(broken: readonly ReportedRule[], { whole }: TextOptions, paint: Paint): string[] {
  const shown = whole ? broken : broken.slice(0, MAX_LISTED);
  const more = broken.length - shown.length;
  return [
    ...shown.map(({ outcome, id, title }) => `${paint(OUTCOME_STYLES[outcome], outcome)} ${id}: ${title}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

/** Rules with one reason in one line. */
function explainAlike(word: string, rules: readonly ReportedRule[], report: Report, paint: Paint): string[] {
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

function verdictLine(report: Report, paint: Paint): string {
  const warnings = report.rules.filter((rule) => rule.outcome === "warn").map(({ id }) => id);
  const more = warnings.length > MAX_NAMED ? `, and ${warnings.length - MAX_NAMED} more` : "";
  const warned =
    warnings.length === 0
      ? ""
      : `, with ${warnings.length} warning${warnings.length === 1 ? "" : "s"}: ${warnings.slice(0, MAX_NAMED).join(", ")}${more}`;
  const { requests, cases, sessions, durationMs } = report.stats;
  const problem = report.problem === undefined ? "" : `\n  ${plain(report.problem)}`;
  const { sessions: left, contacts } = report.leftBehind;
  const leftBehind =
    left.length + contacts.length === 0
      ? ""
      : `\n  left behind: ${counted(left.length, "session")} and ${counted(contacts.length, "contact")}, listed in the JSON report`;
  const shards =
    report.shards === undefined || report.shards.held.length === report.shards.count
      ? ""
      : `, as far as shard ${report.shards.held.join(", ")} of ${report.shards.count} goes`;
  return `${report.subject.name} is ${paintedVerdict(report.verdict, warned, paint)}${leftOutWords(report)}${shards}${problem}\n  ${counted(report.rules.length, "rule")}, ${counted(cases, "case")}, ${counted(requests, "request")}, ${counted(sessions, "session")}, ${(durationMs / 1000).toFixed(1)} s, seed ${report.seed}, profile ${report.profile}${coverageWords(report)}${leftBehind}`;
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
