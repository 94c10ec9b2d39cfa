import fc from "fast-check";
import type { Json } from "../../json/json.ts";
import { CORPUS_NUMBERS } from "./corpus-numbers.ts";
import { CORPUS_STRINGS } from "./corpus-strings.ts";

/** Any well-formed text of up to 40 characters without control characters. */
const anyText = fc
  .string({ unit: "grapheme", maxLength: 40 })
  .filter((text) => text.isWellFormed() && !/\p{Cc}/u.test(text) && text.length <= 120);

/** A string that custom data may hold: from the corpus, or anything. */
export const stringValue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...CORPUS_STRINGS.map(([value]) => value)),
  anyText,
);

/** A value that session data may hold. */
export const sessionValue: fc.Arbitrary<string | number | boolean> = fc.oneof(
  stringValue,
  fc.constantFrom(...CORPUS_NUMBERS.map(([value]) => value)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
);

/** A value that neither record may hold: an object of any depth. */
export const nestedValue: fc.Arbitrary<Json> = fc.dictionary(
  fc.string({ maxLength: 6 }).filter((key) => key !== "__proto__"),
  fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.constant({ a: { b: "c" } })),
  { maxKeys: 4 },
);
