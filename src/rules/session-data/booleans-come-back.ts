import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataBooleansComeBack = defineRule({
  id: "session-data/booleans-come-back",
  basis: "implied",
  title: "booleans in session data come back as they went in",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: ["values", "session-booleans", "nothing-changes", "updates", "sequences", "late-values"],
  judge: kept({
    record: "session",
    kinds: ["altered"],
    write: (write) => typeof write.value === "boolean",
    concurrent: "any",
  }),
});
