import { changing } from "../changes.ts";
import { CONTEXTS, type Effect } from "../effect.ts";
import { RECORDS } from "../entry.ts";
import { markupChanges } from "./string-markup.ts";
import { stringReadings } from "./string-readings.ts";
import { unicodeChanges } from "./string-unicode.ts";

/** Strings that come back otherwise than they went in. */
export const stringEffects: readonly Effect[] = RECORDS.flatMap((record) =>
  [...markupChanges, ...unicodeChanges, ...stringReadings].map(
    ([name, says, change]): Effect => ({
      name: `${record}-strings-${name}`,
      says: `${says} in ${record} data`,
      rules: [`${record}-data/strings-come-back`],
      basis: "implied",
      triggers: CONTEXTS,
      apply: changing(record, ({ key, value }) => [[key, typeof value === "string" ? change(value) : value]]),
    }),
  ),
);
