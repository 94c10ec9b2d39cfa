import fc from "fast-check";

// Beyond these lengths an unlucky pattern takes too long; one that repeats a repetition does much earlier.
const MAX_LENGTH = 300;
const MAX_LENGTH_NESTED = 16;
const NESTED = /\([^()]*(?:[+*|]|\{\d+,)[^()]*\)(?:[+*]|\{\d+,)|\)[^()]*\)(?:[+*]|\{\d+,)/;
const SAMPLES = 12;

const compiled = new Map<string, RegExp | undefined>();

/** Whether a text matches a pattern of JSON Schema; `undefined` where that cannot be judged (in time). */
export function matches(pattern: string, text: string): boolean | undefined {
  if (text.length > (NESTED.test(pattern) ? MAX_LENGTH_NESTED : MAX_LENGTH)) return undefined;
  return compile(pattern)?.test(text);
}

/** Whether a pattern restricts nothing. */
export function isFreePattern(pattern: string): boolean {
  return /^\^?(\.\*|\[\\s\\S\]\*)?$/.test(pattern) || /^\^?\[\\s\\S\]\*\$$/.test(pattern);
}

/** A few texts that match a pattern, the same ones each time; none where the pattern is not understood. */
export function textsMatching(pattern: string): string[] {
  const regex = compile(pattern);
  if (regex === undefined) return [];
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
