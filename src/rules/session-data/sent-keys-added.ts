import { isOrdinary, isUpdate } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataSentKeysAdded = defineRule({
  id: "session-data/sent-keys-added",
  basis: "stated",
  title: "a key that is sent is added to the session",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: [
    "values",
    "merge",
    "company",
    "session-strings",
    "session-numbers",
    "session-booleans",
    "many-keys",
    "same-text",
    "late-values",
  ],
  judge: kept({
    record: "session",
    kinds: ["absent"],
    write: (write, it) => isOrdinary(write) && !isUpdate(write, it),
  }),
});
