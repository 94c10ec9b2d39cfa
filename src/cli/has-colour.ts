import { styleText } from "node:util";

/** Whether colours are wanted on a stream: a terminal that has them, unless `NO_COLOR` or `FORCE_COLOR` says otherwise. */
export function hasColour(stream: NodeJS.WritableStream): boolean {
  return styleText("red", "x", { stream }) !== "x";
}
