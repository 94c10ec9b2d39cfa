import { isMultiple } from "./accepts.ts";
import type { Attempt } from "./attempt.ts";
import { formatImplies } from "./formats.ts";
import { numberGuesses, textGuesses } from "./samples.ts";
import type { Bound, NumberFacets, StringFacets } from "./value-set.ts";

// In characters: long enough for the limits that documents set.
const LONGEST = 2_000_000;

/** Tries to prove that all numbers of `sub` are numbers of `sup`. */
export function proveNumbers(sub: NumberFacets, sup: NumberFacets): Attempt {
  const whole = sub.integer || sub.formats.some((format) => format === "int32" || format === "int64");
  const proven =
    (!sup.integer || whole || sub.multipleOf.some(Number.isInteger)) &&
    boundImplies(sub.min, sup.min, 1) &&
    boundImplies(sub.max, sup.max, -1) &&
    sup.multipleOf.every(
      (divisor) =>
        sub.multipleOf.some((own) => isMultiple(own, divisor)) || (whole && isMultiple(1, divisor)),
    ) &&
    sup.formats.every(
      (format) => sub.formats.some((own) => formatImplies(own, format)) || fitsFormat(sub, whole, format),
    );
  return proven ? { proven } : { proven, candidates: [...numberGuesses(sub), ...numberGuesses(sup)] };
}

function boundImplies(sub: Bound | undefined, sup: Bound | undefined, sign: 1 | -1): boolean {
  if (sup === undefined) return true;
  if (sub === undefined) return false;
  const inside = (sub.value - sup.value) * sign;
  return inside > 0 || (inside === 0 && (sub.exclusive || !sup.exclusive));
}

function fitsFormat(sub: NumberFacets, whole: boolean, format: string): boolean {
  const limit = { int32: 2 ** 31 - 1, int64: 2 ** 63 }[format];
  if (limit === undefined || !whole || sub.min === undefined || sub.max === undefined) return false;
  return sub.min.value >= -limit && sub.max.value <= limit;
}

/** Tries to prove that all texts of `sub` are texts of `sup`. */
export function proveStrings(sub: StringFacets, sup: StringFacets): Attempt {
  const proven =
    sub.minLength >= sup.minLength &&
    sub.maxLength <= sup.maxLength &&
    sup.patterns.every((pattern) => sub.patterns.includes(pattern)) &&
    sup.formats.every((format) => sub.formats.some((own) => formatImplies(own, format))) &&
    sup.content.every((content) => sub.content.includes(content));
  if (proven) return { proven };
  const lengths = [sup.minLength - 1, sup.maxLength + 1].filter((length) => length >= 0 && length <= LONGEST);
  return {
    proven,
    candidates: [...lengths.map((length) => "a".repeat(length)), ...textGuesses(sub), ...textGuesses(sup)],
  };
}
