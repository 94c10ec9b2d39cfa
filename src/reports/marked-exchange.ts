import { pointerSegments } from "../json/pointer.ts";
import type { Marks } from "./body-lines.ts";
import type { Report, ReportedCounterexample } from "./report.ts";

/**
 * One exchange of a failure, and what is to be marked in its bodies: the last that shows it has the wrong place marked, the
 * others what that is about. `breaks` is the one of the two that breaks the rule, if it is this exchange that shows it.
 */
export function markedExchange(it: ReportedCounterexample, index: number, judged: Report["subject"]["kind"]) {
  const { difference, shownBy, received } = it;
  const name = difference && pointerSegments(difference.pointer).at(-1);
  const about: Marks = name === undefined ? {} : { name };
  const isShown = index === shownBy.at(-1) && received === undefined;
  const answer: Marks = isShown && difference !== undefined ? { difference } : about;
  const broken = judged === "consumer" ? "request" : "answer";
  return { exchange: it.exchanges[index]!, request: about, answer, breaks: isShown ? broken : undefined };
}
