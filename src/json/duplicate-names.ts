import type { Json } from "./json.ts";

/** Whether a JSON text, and the value that it was parsed into, name a member of an object twice: the value lacks one of the two. */
export function hasDuplicateNames(text: string, value: Json): boolean {
  return namesIn(text) !== membersOf(value);
}

/** How many member names a JSON text has. */
function namesIn(text: string): number {
  const strings = text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g);
  return strings.reduce((count, [, colon]) => (colon === undefined ? count : count + 1), 0);
}

/** How many members the objects of a value have, altogether. */
function membersOf(root: Json): number {
  let count = 0;
  const rest: Json[] = [root];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const values: readonly Json[] = Object.values(next);
    if (!Array.isArray(next)) count += values.length;
    for (const value of values) rest.push(value);
  }
  return count;
}
