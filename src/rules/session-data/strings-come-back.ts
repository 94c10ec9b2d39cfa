import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataStringsComeBack = defineRule({
  id: "session-data/strings-come-back",
  basis: "implied",
  title: "strings in session data come back as they went in",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: [
    "values",
    "session-strings",
    "updates",
    "sequences",
    "session-control-characters",
    "lengths",
    "hostile",
    "open-sizes",
    "later",
    "late-values",
  ],
  judge: kept({
    record: "session",
    kinds: ["altered"],
    write: (write) => typeof write.value === "string",
    concurrent: "any",
  }),
});
