import type { Row } from "./factor.ts";

/**
 * The same conversations, first those that a short run is to hold: each adds the most levels that none before it has.
 * `count` of them are chosen; the others follow in their order.
 */
export function strongestFirst<T>(
  conversations: readonly T[],
  count: number,
  rowsOf: (conversation: T) => readonly Row[],
): T[] {
  const seen = new Set<string>();
  const levels = new Map(
    conversations.map((each) => [
      each,
      new Set(
        rowsOf(each).flatMap((row) =>
          Object.entries(row).flatMap(([name, level]) => [
            `${name}=${level}`,
            `${row.record}: ${name}=${level}`,
          ]),
        ),
      ),
    ]),
  );
  const chosen: T[] = [];
  for (let round = 0; round < count; round += 1) {
    const left = conversations.filter((each) => !chosen.includes(each));
    const gain = (each: T) => [...levels.get(each)!].filter((level) => !seen.has(level)).length;
    const best = left.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    for (const level of levels.get(best)!) seen.add(level);
    chosen.push(best);
  }
  return [...chosen, ...conversations.filter((each) => !chosen.includes(each))];
}
