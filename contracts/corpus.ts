import { CORPUS_KEYS } from "../src/send-message/corpus/corpus-keys.ts";
import { CORPUS_NUMBERS } from "../src/send-message/corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS } from "../src/send-message/corpus/corpus-strings.ts";

/** All texts of the boundary corpus in one object of custom data. */
export const TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...CORPUS_STRINGS, ...CONTROL_STRINGS].map(([text], index) => [`text_${index}`, text]),
);

/** All its numbers, but for one whose last digit Pact's own parser rounds. */
export const NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  CORPUS_NUMBERS.filter(([number]) => number !== 123_456_789.12345679).map(([number], index) => [
    `number_${index}`,
    number,
  ]),
);

/** All its keys. */
export const KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  CORPUS_KEYS.map(([key], index) => [key, `value ${index}`]),
);
