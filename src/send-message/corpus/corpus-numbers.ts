/** Doubles that providers are known to mistreat, each with what it catches. */
export const CORPUS_NUMBERS: readonly (readonly [value: number, catches: string])[] = [
  [149.99, "the page's own example"],
  [0, "zero dropped as falsy"],
  [1, "turned into a boolean"],
  [-1, "a sign lost"],
  [1_767_225_599_000, "taken for a time in milliseconds"],
  [0.1, "rounded to 32 bits"],
  [-0.5, "rounded to a whole number"],
  [1 / 3, "digits lost"],
  [0.30000000000000004, "the last digit lost"],
  [99.995, "rounded to cents"],
  [16_777_217, "beyond the whole numbers of 32-bit floats"],
  [2_147_483_648, "beyond 32-bit integers"],
  [4_294_967_296, "beyond unsigned 32-bit integers"],
  [-2_147_483_649, "below 32-bit integers"],
  [Number.MAX_SAFE_INTEGER, "the largest safe integer"],
  [Number.MIN_SAFE_INTEGER, "the smallest safe integer"],
  [9_007_199_254_740_994, "beyond safe integers, and still a double"],
  [1e21, "written with an exponent"],
  [1e-7, "written with a negative exponent"],
  [123_456_789.12345679, "seventeen digits"],
  [3.5e38, "beyond 32-bit floats"],
  [Number.MAX_VALUE, "the largest double"],
  [Number.MIN_VALUE, "the smallest double"],
];

/** JSON spellings of numbers, as they stand in a body, with the double that each is. */
export const NUMBER_SPELLINGS: readonly (readonly [text: string, value: number])[] = [
  ["1.0", 1],
  ["1e2", 100],
  ["1E+2", 100],
  ["-0", 0],
  ["-0.0", 0],
  ["0.10", 0.1],
  ["12345678901234567000", 12_345_678_901_234_567_000],
];
