import type { Exchange } from "../http/exchange.ts";
import { pointerSegments } from "../json/pointer.ts";
import type { Marks } from "./body-lines.ts";
import type { Report, ReportedCounterexample } from "./report.ts";

/** An exchange of a failure, and what is to be marked in its bodies. */
export interface MarkedExchange {
  readonly exchange: Exchange;
  readonly request: Marks;
  readonly answer: Marks;
  /** Which of the two breaks the rule, if it is this exchange that shows it. */
  readonly breaks?: "request" | "answer";
}

/** One exchange of a failure: the last that shows it has the wrong place marked, the others what that is about. */
export function markedExchange(
  it: ReportedCounterexample,
  index: number,
  judged: Report["subject"]["kind"],
): MarkedExchange {
  const { difference, shownBy, received } = it;
  const name = difference && pointerSegments(difference.pointer).at(-1);
  const about: Marks = name === undefined ? {} : { name };
  const exchange = it.exchanges[index]!;
  if (index !== shownBy.at(-1) || received !== undefined) return { exchange, request: about, answer: about };
  return {
    exchange,
    request: about,
    answer: difference === undefined ? about : { difference },
    breaks: judged === "consumer" ? "request" : "answer",
  };
}
