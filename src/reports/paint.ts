import { styleText } from "node:util";
import type { Outcome } from "../judging/outcome.ts";

type Style = Parameters<typeof styleText>[0];

/** Text in a style, or as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

/** How text is painted. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
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
