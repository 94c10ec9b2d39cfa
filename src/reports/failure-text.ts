import type { Exchange } from "../http/exchange.ts";
import { pointerSegments } from "../json/pointer.ts";
import type { RuleText } from "../judging/rule-text.ts";
import type { Marks } from "./body-lines.ts";
import { bodyText } from "./body-text.ts";
import { namedIn } from "./excerpt.ts";
import { askedLine, cameLine } from "./exchange-lines.ts";
import { OUTCOME_STYLES, type Paint } from "./paint.ts";
import { plain } from "./plain.ts";
import type { Report, ReportedCounterexample, ReportedRule } from "./report.ts";
import { reproductionScript } from "./script.ts";
import { setUpWords } from "./set-up.ts";
import { timeline } from "./timeline.ts";

/** The parts of a failure as text, in their order: each is more than the one before. */
export interface FailureText {
  /** The rule, its sentence, what was expected and what came. */
  readonly head: readonly string[];
  /** The exchanges that show it, each on its own; the last of them shows most. */
  readonly evidence: readonly (readonly string[])[];
  /** How often it was seen, and what else the same requests broke. */
  readonly extent: readonly string[];
  /** A script for a shell that shows it. */
  readonly script: readonly string[];
  /** The command that runs it again. */
  readonly again: readonly string[];
}

/** Where the reader can run a failure again. */
export interface ReplayPlace {
  /** The command that the user typed, up to its first argument. */
  readonly command: string;
  /** Where the JSON report was written, if it was. */
  readonly reportFile?: string;
}

/** The first rule with its evidence, and the others that the same requests broke. */
export function failureText(
  [rule, ...others]: readonly [ReportedRule, ...ReportedRule[]],
  report: Report,
  place: ReplayPlace,
  paint: Paint,
): FailureText {
  const it = rule.counterexample;
  const head = headOf(rule, paint);
  if (it === undefined) return { head, evidence: [], extent: [], script: [], again: [] };
  const script = report.subject.url === undefined ? undefined : reproductionScript(it, report.subject.url);
  return {
    head,
    evidence: evidenceOf(it, paint),
    extent: extentOf(it, others, paint),
    script:
      script === undefined ? [] : ["", "  to see it in a shell:", ...script.map((line) => `    ${line}`)],
    again: ["", `  ${againLine(rule.id, report, place)}`],
  };
}

/** The rule, its sentence, and what was expected and came. */
export function headOf(rule: ReportedRule, paint: Paint): string[] {
  const { outcome, id, basis, title, waived, counterexample: it } = rule;
  const until = waived === undefined ? "" : ` (waived until ${waived.until}: ${plain(waived.reason)})`;
  return [
    `${paint(OUTCOME_STYLES[outcome], `${outcome.toUpperCase()}${until}`)} ${id} (${basis})`,
    `  ${title}`,
    `  ${originOf(rule)}`,
    ...(it === undefined ? [] : [`  expected  ${plain(it.expected)}`, `  got       ${plain(it.got)}`]),
  ];
}

/** Where a rule comes from: the words of the page on one line, or another source. */
export function originOf({ quote, source }: Pick<RuleText, "quote" | "source">): string {
  return quote === undefined ? `from: ${source}` : `the page: "${quote.replace(/\s+/g, " ")}"`;
}

function evidenceOf(it: ReportedCounterexample, paint: Paint): string[][] {
  const setUp = setUpWords(it.exchanges, it.shownBy);
  const blocks = [
    ...(setUp === undefined ? [] : [[`(${plain(setUp)})`]]),
    ...exchangesOf(it, paint),
    ...(it.steps.some((step) => step.do === "together") ? [["", ...timeline(it.exchanges, it.shownBy)]] : []),
  ];
  return blocks.map((lines) => lines.map((line) => (line === "" ? "" : `  ${line}`)));
}

function extentOf(it: ReportedCounterexample, others: readonly ReportedRule[], paint: Paint): string[] {
  const { failed, runs } = it.reproduced;
  return [
    ...(runs > 0 ? ["", `  reproduced ${failed} of ${runs} times`] : []),
    ...(others.length === 0 ? [] : ["", "  the same requests broke:"]),
    ...others.map(
      ({ outcome, id, basis, title }) =>
        `    ${paint(OUTCOME_STYLES[outcome], outcome)} ${id} (${basis}): ${title}`,
    ),
  ];
}

/** Each exchange that shows it, with what is wrong in its bodies marked. */
function exchangesOf(it: ReportedCounterexample, paint: Paint): string[][] {
  const named = namedIn(it.expected, it.got);
  const { difference, received = [] } = it;
  const name = difference === undefined ? undefined : pointerSegments(difference.pointer).at(-1);
  const about: Marks = name === undefined ? {} : { name };
  const last = it.shownBy.at(-1);
  const shown = it.shownBy.map((index) => {
    const exchange = it.exchanges[index]!;
    const isLast = index === last && received.length === 0;
    const marks = isLast && difference !== undefined ? { difference } : about;
    const [came, ...body] = withBody(cameLine(exchange), exchange.response, marks, named, paint);
    return [
      ...withBody(askedLine(exchange), exchange.request, about, named, paint),
      `${came}${isLast ? paint("red", "  <- this answer breaks the rule") : ""}`,
      ...body,
    ];
  });
  if (received.length === 0) return shown;
  const arrived = received.flatMap((exchange) =>
    withBody(askedLine(exchange), exchange.request, { texts: named }, named, paint),
  );
  return [...shown, ["", "arrived at the ticketing sink:", ...arrived]];
}

/** A line and the body behind it; below it where the body takes several lines. */
function withBody(
  line: string,
  message: Pick<Exchange["request"], "body"> | undefined,
  marks: Marks,
  named: readonly string[],
  paint: Paint,
): string[] {
  const body = message?.body;
  if (body === undefined || body.data === "") return [line];
  const [first, ...rest] = bodyText(body.data, marks, named, paint) as [string, ...string[]];
  return rest.length === 0 ? [`${line} ${first}`] : [line, ...[first, ...rest].map((each) => `  ${each}`)];
}

function againLine(id: string, { settings }: Report, { command, reportFile }: ReplayPlace): string {
  const { spec, options = [] } = settings ?? {};
  const needed = [...(spec === undefined ? [] : [`--spec ${spec}`]), ...options];
  const replay = [`${command} replay ${reportFile ?? "report.json"} ${id}`, ...needed].join(" ");
  return reportFile === undefined ? `to run it again: add --report json, then ${replay}` : replay;
}
