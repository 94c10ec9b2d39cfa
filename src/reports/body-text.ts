import { counted } from "../counted.ts";
import { type BodyLine, bodyLines, type Marks } from "./body-lines.ts";
import { excerpt } from "./exchange-lines.ts";
import { paint } from "./paint.ts";
import { plain } from "./plain.ts";

/** How much of a value, and of a body in which nothing is marked, is shown, in characters. */
const MAX_VALUE = 120;
const MAX_BODY = 160;

/**
 * A body for a terminal: laid out around what is marked in it, with what is far from that counted; one line where
 * nothing is marked. `-` is what should be there, `+` what is.
 */
export function bodyText(data: string, marks: Marks, named: readonly string[]): string[] {
  const lines = bodyLines(data, marks);
  if (lines === undefined || lines.every(({ mark }) => mark === undefined))
    return [excerpt(data, named, MAX_BODY)];
  const kept = nearMarks(lines);
  return lines.flatMap((line, index) => {
    if (kept.has(index)) return lineText(line, named);
    // The first of some that are left out counts them.
    if (index > 0 && !kept.has(index - 1)) return [];
    const next = lines.findIndex((_, other) => other > index && kept.has(other));
    const count = (next < 0 ? lines.length : next) - index;
    return `  ${indentOf(line)}${paint("gray", `… ${counted(count, "more line")}`)}`;
  });
}

/** The marked lines, what they stand in, and their neighbours. */
function nearMarks(lines: readonly BodyLine[]): Set<number> {
  const kept = new Set<number>();
  for (const [index, { mark, depth }] of lines.entries()) {
    if (mark === undefined) continue;
    for (const near of [index - 1, index, index + 1]) if (lines[near] !== undefined) kept.add(near);
    let outer = depth;
    for (let above = index - 1; above >= 0; above -= 1)
      if (lines[above]!.depth < outer) {
        kept.add(above);
        outer = lines[above]!.depth;
      }
  }
  return kept;
}

function lineText(line: BodyLine, named: readonly string[]): string {
  const { name, text, mark, remark } = line;
  const key = name === undefined ? "" : `${excerpt(name, named, MAX_VALUE)}: `;
  const whole = `${indentOf(line)}${key}${excerpt(text, named, MAX_VALUE)}`;
  if (mark === "missing") return paint("green", `- ${whole}  (${plain(remark ?? "")})`);
  if (mark === "wrong") return paint("red", `+ ${whole}  (${plain(remark ?? "")})`);
  return mark === "named" ? `  ${paint("bold", whole)}` : `  ${whole}`;
}

function indentOf({ depth }: BodyLine): string {
  return "  ".repeat(Math.min(depth, 12));
}
