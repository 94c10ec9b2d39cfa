import { counted } from "../counted.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import type { RuleText } from "../judging/rule-text.ts";
import { contactName } from "../send-message/contract/contact.ts";
import type { Marks } from "./body-lines.ts";
import { bodyText } from "./body-text.ts";
import { askedLine, cameLine, namedIn } from "./exchange-lines.ts";
import { markedExchange } from "./marked-exchange.ts";
import { LOOKS } from "./outcome-words.ts";
import { paint } from "./paint.ts";
import { plain } from "./plain.ts";
import { raceLines } from "./race.ts";
import type { Report, ReportedCounterexample, ReportedRule } from "./report.ts";
import { reproductionScript } from "./script.ts";
import { replayLine, type Surroundings } from "./surroundings.ts";

/** Exchanges of a consumer's failure that are shown: each of them breaks the rule. */
const MAX_OF_CONSUMER = 4;

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

/** The first rule with its evidence, and the others that the same requests broke. */
export function failureText(
  [rule, ...others]: readonly [ReportedRule, ...ReportedRule[]],
  report: Report,
  surroundings: Surroundings,
): FailureText {
  const it = rule.counterexample;
  const head = headOf(rule);
  if (it === undefined) return { head, evidence: [], extent: [], script: [], again: [] };
  const { kind, url } = report.subject;
  const evidence = evidenceOf(it, kind);
  if (kind === "consumer")
    return { head: [...head, underLine(rule, it)], evidence, extent: [], script: [], again: [] };
  const script = url === undefined ? undefined : reproductionScript(it, url);
  const replay = plain(replayLine(rule.id, report, surroundings));
  return {
    head,
    evidence,
    extent: extentOf(it, others),
    script:
      script === undefined ? [] : ["", "  to see it in a shell:", ...script.map((line) => `    ${line}`)],
    again: [
      "",
      surroundings.reportFile === undefined
        ? `  to run it again: add --report json, then ${replay}`
        : `  ${replay}`,
    ],
  };
}

/** The rule, its sentence, and what was expected and came. */
function headOf(rule: ReportedRule): string[] {
  const { outcome, id, basis, title, waived, counterexample: it } = rule;
  const until = waived === undefined ? "" : ` (waived until ${waived.until}: ${plain(waived.reason)})`;
  return [
    `${paint(LOOKS[outcome].style, `${outcome.toUpperCase()}${until}`)} ${id} (${basis})`,
    `  ${plain(title)}`,
    `  ${originOf(rule)}`,
    ...(it === undefined ? [] : [`  expected  ${plain(it.expected)}`, `  got       ${plain(it.got)}`]),
  ];
}

/** Where a rule comes from: the words of the page on one line, or another source. */
export function originOf({ quote, source }: Pick<RuleText, "quote" | "source">): string {
  return plain(quote === undefined ? `from: ${source}` : `the page: "${quote.replace(/\s+/g, " ")}"`);
}

/** Of a consumer: the condition that it was run under, and how often it did it. */
function underLine({ failures }: ReportedRule, { scenario, reproduced }: ReportedCounterexample): string {
  const runs = reproduced.runs > 1 ? `, in each of ${reproduced.runs} runs` : "";
  return `  under "${plain(scenario)}"${runs}${failures === 1 ? "" : `, ${failures} times in all`}`;
}

function evidenceOf(it: ReportedCounterexample, judged: Judged): string[][] {
  const setUp = setUpWords(it.exchanges, it.shownBy);
  const race = raceLines(it);
  const blocks = [
    ...(setUp === undefined ? [] : [[`(${plain(setUp)})`]]),
    ...exchangesOf(it, judged),
    ...(race.length === 0 ? [] : [["", ...race]]),
  ];
  return blocks.map((lines) => lines.map((line) => (line === "" ? "" : `  ${line}`)));
}

type Judged = Report["subject"]["kind"];

function extentOf(it: ReportedCounterexample, others: readonly ReportedRule[]): string[] {
  const { failed, runs } = it.reproduced;
  return [
    ...(runs > 0 ? ["", `  reproduced ${failed} of ${runs} times`] : []),
    ...(others.length === 0 ? [] : ["", "  the same requests broke:"]),
    ...others.map(
      ({ outcome, id, basis, title }) =>
        `    ${paint(LOOKS[outcome].style, outcome)} ${id} (${basis}): ${plain(title)}`,
    ),
  ];
}

/** Each exchange that shows it, with what is wrong in its bodies marked. */
function exchangesOf(it: ReportedCounterexample, judged: Judged): string[][] {
  const named = namedIn(it.expected, it.got);
  const withBody = (line: string, message: Exchange["request"] | Exchange["response"], marks: Marks) => {
    const { data = "" } = message?.body ?? {};
    if (data === "") return [line];
    const [first, ...rest] = bodyText(data, marks, named) as [string, ...string[]];
    // A body of several lines stands below its line.
    return rest.length === 0 ? [`${line} ${first}`] : [line, ...[first, ...rest].map((each) => `  ${each}`)];
  };
  const indices = judged === "consumer" ? it.shownBy.slice(0, MAX_OF_CONSUMER) : it.shownBy;
  const shown = indices.map((index) => {
    const { exchange, request, answer, breaks } = markedExchange(it, index, judged);
    const [came, ...body] = withBody(cameLine(exchange), exchange.response, answer);
    return [
      ...withBody(askedLine(exchange), exchange.request, request),
      `${came}${breaks === "answer" ? paint("red", "  <- this answer breaks the rule") : ""}`,
      ...body,
    ];
  });
  const more = it.shownBy.length - indices.length;
  if (more > 0) shown.push([`and ${more} more like it`]);
  if (it.received !== undefined)
    shown.push([
      "",
      "arrived at the ticketing sink:",
      ...it.received.flatMap((each) => withBody(askedLine(each), each.request, { texts: named })),
    ]);
  return shown;
}

/** What was sent before the evidence and is not shown, counted and named; `undefined` if nothing was. */
function setUpWords(exchanges: readonly Exchange[], shownBy: readonly number[]): string | undefined {
  const last = Math.max(-1, ...shownBy);
  const before = exchanges.slice(0, last).filter((_, index) => !shownBy.includes(index));
  if (before.length === 0) return undefined;
  const of = (operation: string) => before.filter((exchange) => exchange.operation === operation);
  const count = (some: readonly Exchange[], one: string, many: string) =>
    some.length === 0 ? [] : [some.length === 1 ? one : `${some.length} ${many}`];
  const sessions = of("createSession");
  const people = [...of("createContact"), ...sessions].flatMap(
    ({ request }) => contactName(member(jsonBody(request), "contact")) ?? [],
  );
  const named = [...new Set(people)];
  const parts = [
    ...(named.length === 0 ? [] : [`created ${named.join(", ")}`]),
    ...count(sessions, "created a session", "sessions created"),
    ...count(of("sendMessage"), "sent a message", "messages sent"),
    ...count([...of("getSession"), ...of("listHistory")], "read once", "reads"),
  ];
  return `${counted(before.length, "request")} not shown: ${parts.join(", ")}`;
}
