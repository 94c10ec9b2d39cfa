/** The candidate that shares most pairs of letters with the text; `undefined` where none shares half of them. */
export function closest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = pairsOf(text);
  const scored = candidates.map((candidate) => {
    const pairs = pairsOf(candidate);
    const shared = [...wanted].filter((pair) => pairs.has(pair)).length;
    return { candidate, score: (2 * shared) / (wanted.size + pairs.size) };
  });
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score >= 0.5 ? best.candidate : undefined;
}

/** "did you mean X?" where a candidate is close; else what is said instead. */
export function didYouMean(text: string, candidates: readonly string[], otherwise: string): string {
  const near = closest(text, candidates);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2)));
}
