import { styleText } from "node:util";
import type { Outcome, Verdict } from "../judging/outcome.ts";

/** A style of `util.styleText`. */
export type Style = Parameters<typeof styleText>[0];

/** Text in a style, or as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

/** How text is painted. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
}

/** A verdict in its colour; a conformant one with what is to be said of its warnings. */
export function paintedVerdict(verdict: Verdict, warned: string, paint: Paint): string {
  const words = verdict.replace("-", " ");
  if (verdict === "conformant") return paint("green", `${words}${warned}`);
  return paint(verdict === "inconclusive" ? "magenta" : "red", words);
}

/** The colour of each outcome. */
export const OUTCOME_STYLES: Readonly<Record<Outcome, Style>> = {
  pass: "green",
  fail: "red",
  warn: "yellow",
  observed: "gray",
  inconclusive: "magenta",
  skipped: "gray",
};
