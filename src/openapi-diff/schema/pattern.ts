import fc from "fast-check";

// Matching takes a power of the length as high as the pattern has open repetitions, or more than any power where one
// repeats another: texts for such patterns have to be short.
const MAX_STEPS = 1e6;
const MAX_LENGTH = 300;
const MAX_LENGTH_NESTED = 16;
const OPEN = /[+*]|\{\d+,/g;
const NESTED = /\([^()]*(?:[+*|]|\{\d+,)[^()]*\)(?:[+*]|\{\d+)|\)[^()]*\)(?:[+*]|\{\d+)/;
const SAMPLES = 12;
const MOST_REPEATED = 2_000;

const compiled = new Map<string, RegExp | undefined>();

/** Whether a text matches a pattern of JSON Schema; `undefined` where that cannot be judged (in time). */
export function matches(pattern: string, text: string): boolean | undefined {
  if (text.length > longest(pattern)) return undefined;
  try {
    return compile(pattern)?.test(text);
  } catch {
    // Only now the pattern turns out to be too large.
    return undefined;
  }
}

function longest(pattern: string): number {
  const repetitions = pattern.match(OPEN)?.length ?? 0;
  const length = Math.min(MAX_LENGTH, Math.floor(MAX_STEPS ** (1 / Math.max(1, repetitions))));
  return NESTED.test(pattern) ? Math.min(length, MAX_LENGTH_NESTED) : length;
}

/** Whether a pattern restricts nothing. */
export function isFreePattern(pattern: string): boolean {
  return /^\^?(\.\*|\[\\s\\S\]\*)?$/.test(pattern) || /^\^?\[\\s\\S\]\*\$$/.test(pattern);
}

/** A few texts that match a pattern, the same ones each time; none where the pattern is not understood. */
export function textsMatching(pattern: string): string[] {
  const regex = compile(pattern);
  const counts = [...pattern.matchAll(/\{(\d+)/g)].map(([, count]) => Number(count));
  if (
    regex === undefined ||
    counts.reduce((intersectEach, count) => intersectEach * Math.max(1, count), 1) > MOST_REPEATED
  )
    return [];
  try {
    return fc.sample(fc.stringMatching(regex, { size: "-1" }), { numRuns: SAMPLES, seed: 7 });
  } catch {
    // Lookaround and the like: fast-check cannot build a text for these.
    return [];
  }
}

function compile(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, tryCompile(pattern));
  return compiled.get(pattern);
}

function tryCompile(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Without the Unicode flag, needless escapes are allowed.
    }
  }
  return undefined;
}
