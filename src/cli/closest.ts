/** The candidate that is one slip away from the text, or else shares most pairs of letters with it; `undefined` where none shares half of them. */
export function closest(text: string, candidates: readonly string[]): string | undefined {
  const slip = candidates.find((candidate) => isOneSlip(text, candidate));
  if (slip !== undefined) return slip;
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

/** Whether one letter is wrong, missing or too many, or two of them stand in the other order. */
function isOneSlip(text: string, candidate: string): boolean {
  const shortest = Math.min(text.length, candidate.length);
  let start = 0;
  while (start < shortest && text[start] === candidate[start]) start += 1;
  let end = 0;
  while (end < shortest - start && text.at(-1 - end) === candidate.at(-1 - end)) end += 1;
  const [rest, other] = [text, candidate].map((each) => each.slice(start, each.length - end));
  if (rest!.length <= 1 && other!.length <= 1) return true;
  return rest!.length === 2 && other === `${rest![1]}${rest![0]}`;
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2)));
}
