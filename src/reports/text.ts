import { stripVTControlCharacters } from "node:util";
import { counted, firstOf } from "../counted.ts";
import { NOT_TESTED } from "../send-message/consumer-rules/judge-consumer.ts";
import { failureText } from "./failure-text.ts";
import { countOutcomes, LOOKS } from "./outcome-words.ts";
import { paint } from "./paint.ts";
import { plain } from "./plain.ts";
import { brokenRules, type Report, type ReportedRule } from "./report.ts";
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
/** Things of one kind that were seen, or changed, which are listed. */
const MAX_SEEN = 20;

/** How the summary is written. */
export interface TextOptions extends Surroundings {
  readonly colour: boolean;
  /** All evidence, rather than what fits one screen. */
  readonly whole: boolean;
  /** Where the page was written, which shows what is folded here. */
  readonly pageFile?: string;
}

/**
 * The summary of a run: areas, then each failure with its sentence and its evidence, then what is broken, the verdict, and
 * what else was seen.
 */
export function textReport(report: Report, options: TextOptions): string {
  // Where nothing was judged, a list of what was not would bury the reason.
  const judged = report.stats.cases === 0 ? [] : judgedLines(report, options);
  const text = [...judged, verdictText(report), ...driftLines(report), ...baselineLines(report)].join("\n");
  return options.colour ? text : stripVTControlCharacters(text);
}

function judgedLines(report: Report, options: TextOptions): string[] {
  const broken = brokenRules(report);
  const list = broken.map(
    ({ outcome, id, title }) => `${paint(LOOKS[outcome].style, outcome)} ${id}: ${plain(title)}`,
  );
  const parts = [
    explainAlike("inconclusive", report),
    report.subject.kind === "consumer" ? observedLines(report) : [],
    explainAlike("skipped", report),
    options.whole ? list : firstOf(list, MAX_LISTED),
  ].filter((lines) => lines.length > 0);
  return [
    ...areaLines(report),
    ...failureLines(broken, report, options),
    ...parts.flatMap((lines) => ["", ...lines]),
    "",
  ];
}

/** What came of each area; where something is broken, areas without blame share a line. */
function areaLines({ rules }: Report): string[] {
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
      paint(LOOKS[outcome].style, `${count} ${outcome}`),
    );
    return `  ${area.padEnd(width)}  ${counts.join(", ")}`;
  });
}

/** Each cause with its evidence. What does not fit one screen is folded, and counted. */
function failureLines(broken: readonly ReportedRule[], report: Report, options: TextOptions): string[] {
  const causes = [...Map.groupBy(broken, causeOf).values()] as [ReportedRule, ...ReportedRule[]][];
  // One failure alone is not too much to be shown with its script.
  const isWhole = options.whole || causes.length === 1;
  const lines: string[] = [];
  let folded = 0;
  for (const cause of causes) {
    const { head, evidence, extent, script, again } = failureText(cause, report, options);
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
  if (folded === 0) return lines;
  const where = options.pageFile ?? "--full prints them, --report html shows them as a page";
  const more = `${counted(folded, "more line")} of evidence and scripts: ${where}`;
  return [...lines, "", paint("gray", more)];
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

/** Rules that the same requests broke first, or that got the same of one area, have one cause as far as anybody can see. */
function causeOf({ id, foundAfter, waived }: ReportedRule): string {
  return waived !== undefined || foundAfter === undefined || foundAfter.requests === 0
    ? id
    : `${id.split("/")[0]} ${foundAfter.requests}`;
}

/** Rules of an outcome with one reason in one line; of a provider, those that it is held to. */
function explainAlike(outcome: "inconclusive" | "skipped", { rules, subject }: Report): string[] {
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
function observedLines({ rules }: Report): string[] {
  return rules
    .filter(({ outcome }) => outcome === "observed")
    .map(({ id, observed }) => {
      const words = Array.isArray(observed) ? observed.join(", ") : String(observed);
      return `${paint(LOOKS.observed.style, "observed")} ${id}: ${plain(words)}`;
    });
}

function verdictText(report: Report): string {
  const { subject, stats, leftBehind, shards, problem = "", without, profile, verdict, rules, seed } = report;
  const isProvider = subject.kind === "provider";
  const warnings = rules.filter(({ outcome }) => outcome === "warn").map(({ id }) => id);
  const warned =
    warnings.length === 0 || verdict !== "conformant"
      ? ""
      : `, with ${counted(warnings.length, "warning")}: ${firstOf(warnings, MAX_NAMED).join(", ")}`;
  const part =
    shards === undefined || shards.held.length === shards.count
      ? ""
      : `, as far as shard ${shards.held.join(", ")} of ${shards.count} goes`;
  const coverage = coverageOf(report);
  const [sessions, contacts] = [leftBehind.sessions.length, leftBehind.contacts.length];
  const facts = [
    counted(rules.length, "rule"),
    counted(stats.cases, isProvider ? "case" : "run"),
    counted(stats.requests, "request"),
    isProvider && counted(stats.sessions, "session"),
    `${(stats.durationMs / 1000).toFixed(1)} s`,
    isProvider ? `seed ${seed}, profile ${profile}` : profile,
  ];
  const lines = [
    `${plain(subject.name)} is ${paint(VERDICT_STYLES[verdict], `${verdict.replace("-", " ")}${warned}`)}${leftOutWords(without)}${part}`,
    ...problem.split("\n").map(plain),
    plain(facts.filter(Boolean).join(", ")),
    coverage &&
      `${coverage.judged} of ${coverage.feasible} pairs of what can be sent were judged (${coverage.percent}%)`,
    sessions + contacts > 0 &&
      `left behind: ${counted(sessions, "session")} and ${counted(contacts, "contact")}, listed in the JSON report`,
  ];
  return lines.filter(Boolean).join("\n  ");
}

const VERDICT_STYLES = { conformant: "green", "not-conformant": "red", inconclusive: "magenta" } as const;

/** What the document does not say. */
function driftLines({ drift = [] }: Report): string[] {
  const seen = drift.map(({ place, kind, seen }) => `${place}: ${kind} ${seen}`);
  return seen.length === 0 ? [] : ["", "seen in answers, and not in the document", ...indented(seen)];
}

/** What the provider does otherwise than before. */
function baselineLines({ baseline }: Report): string[] {
  if (baseline === undefined) return [];
  const { changed, compared, onlyBefore, onlyAfter, remarks, file, failed } = baseline;
  const count = changed.length === 0 ? "no change" : counted(changed.length, "change");
  const alone = onlyBefore.length + onlyAfter.length;
  const changes = changed.map(
    ({ id, title, before, after }) =>
      `${id} (${title}): ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
  );
  return [
    "",
    `${failed ? "failed: " : ""}${count} of behaviour since ${plain(file)}, in ${counted(compared, "rule or open point", "rules and open points")}`,
    ...indented(changes),
    ...indented(remarks),
    ...(alone > 0 ? [`  ${alone} were decided by one of the two runs only, and not compared`] : []),
  ];
}

function indented(texts: readonly string[]): string[] {
  return firstOf(texts, MAX_SEEN).map((text) => `  ${plain(text)}`);
}
