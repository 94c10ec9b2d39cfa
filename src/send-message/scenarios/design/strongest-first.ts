import { levelsOf } from "./factor.ts";

/**
 * The same conversations, first those that a short run is to hold: each adds the most levels that none before it has.
 * `count` of them are chosen; the others follow in their order.
 */
export function strongestFirst<T>(
  conversations: readonly T[],
  count: number,
  rowsOf: (conversation: T) => readonly object[],
): T[] {
  const left = conversations.map((each) => ({ each, levels: new Set(rowsOf(each).flatMap(namesOf)) }));
  const seen = new Set<string>();
  const chosen = Array.from({ length: count }, () => {
    const gains = left.map(({ levels }) => [...levels].filter((level) => !seen.has(level)).length);
    const [best] = left.splice(gains.indexOf(Math.max(...gains)), 1);
    for (const level of best!.levels) seen.add(level);
    return best!;
  });
  return [...chosen, ...left].map(({ each }) => each);
}

/** The levels of a row, each by itself and for its record. */
function namesOf(row: object): string[] {
  const levels = levelsOf(row);
  return Object.entries(levels).flatMap((level) => [`${level}`, `${levels.record} ${level}`]);
}
