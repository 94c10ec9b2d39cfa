import { expect, test } from "vitest";
import { findFault } from "../../src/lab/faults/registry.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { KEYS } from "../helpers/providers.ts";

// A rule that is run alone is sent the scenarios that it names: those that show the rarer ways of breaking it, too.
test.each([
  "refuses-queries-in-session-data",
  "session-data-emptied-by-empty",
  "contact-data-emptied-by-empty",
  "history-with-later-pages-of-everybody",
  "session-data-cached-beside-a-write",
  "contact-data-cached-beside-a-write",
  "contact-data-emptied-beside-name",
  "contact-data-emptied-beside-e-mail",
  "contact-data-emptied-beside-picture",
  "session-nested-accepted-under-structures",
  "contact-nested-accepted-under-structures",
  "requests-to-another-session-taken-for-repetitions",
  "session-data-dropped-when-the-other-has-it",
  "contact-data-dropped-when-the-other-has-it",
  "session-data-of-another-in-place-of-none",
  "contact-data-of-another-in-place-of-none",
  "crashes-on-messages-beyond-20",
  "session-strings-split-at-commas",
  "session-strings-icelandic-replaced",
])("%s breaks its rule when that is run alone", async (name) => {
  const fault = findFault(name);
  const { fetch } = createReferenceProvider({ tokens: tokensOf(KEYS), behaviour: fault.behave() });
  const judged = await judge(fetch, {
    profile: "standard",
    rules: new RegExp(`^${fault.rules[0]}$`),
    maxFailures: 1,
    bounds: { settleMs: 60 },
  });
  expect(idsOf(judged, "fail", "warn")).toEqual([fault.rules[0]]);
});
