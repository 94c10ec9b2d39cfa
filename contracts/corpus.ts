import { CORPUS_NUMBERS } from "../src/send-message/corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS } from "../src/send-message/corpus/corpus-strings.ts";
import { KEY_KINDS } from "../src/send-message/scenarios/design/key-kinds.ts";

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

/** A key of every kind; Pact's own parser loses `__proto__`. */
export const KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  KEY_KINDS.flatMap(({ members: [first] }) => first!)
    .filter((key) => key !== "__proto__")
    .map((key, index) => [key, `value ${index}`]),
);
