import { styleText } from "node:util";

/** A style of `util.styleText`. */
export type Style = Parameters<typeof styleText>[0];

/** Text in a style. Texts of others are made plain, so `util.stripVTControlCharacters` takes the colours off a whole text, and nothing else. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false });
}

/** Whether colours are wanted on a stream: a terminal that has them, unless `NO_COLOR` or `FORCE_COLOR` says otherwise. */
export function hasColour(stream: NodeJS.WritableStream): boolean {
  return styleText("red", "x", { stream }) !== "x";
}
