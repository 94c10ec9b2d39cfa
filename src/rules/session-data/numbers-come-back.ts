import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataNumbersComeBack = defineRule({
  id: "session-data/numbers-come-back",
  basis: "implied",
  title: "numbers in session data come back as they went in",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: ["values", "session-numbers", "number-spellings", "updates", "sequences", "late-values"],
  judge: kept({
    record: "session",
    kinds: ["altered"],
    write: (write) => typeof write.value === "number",
    concurrent: "any",
  }),
});
