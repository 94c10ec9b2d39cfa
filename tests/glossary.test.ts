import { expect, test } from "vitest";
import { publicSentences } from "./helpers/public-sentences.ts";

/** What we do not write, and what we write instead: for documents, and for every text in our sources. */
const AVOIDED: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bbe had\b/, "say what failed: cannot read, cannot listen, is needed"],
  [/\bof which\b/, "begin a new sentence"],
  [/(?<!\bthere )\b(is|are|was|were) no (?!longer\b|more\b)[a-z]/i, "is not a, is not valid"],
  [/\bat the most\b/, "at most"],
  [/\bso many\b/, "this many, a maximum of"],
  [/\b(comes|came) to be\b/, "appears, becomes"],
  [/\b(is|are|was|were) told\b/, "receives, is reported to"],
  [/\bcould not be told\b/, "inconclusive"],
  [/\bwhere there (is|are)\b/, "if"],
  [/\bnobody sent\b/, "that was never sent"],
  [/\bnothing answers\b/, "cannot connect"],
  [/\bin no other way\b/, "only"],
  [/\bagain and again\b/, "repeatedly"],
  [/\bto blame\b/, "offending, that causes it"],
  [/\bwhich is to come\b/, "is in the future"],
];

const sentences = publicSentences();

test.each(AVOIDED)("no public sentence has %s", (pattern, instead) => {
  const found = sentences
    .filter(({ text }) => pattern.test(text))
    .map(({ place, text }) => `${place} ${text.trim()}`);
  expect(found, `write instead: ${instead}`).toEqual([]);
});
