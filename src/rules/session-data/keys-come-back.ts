import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataKeysComeBack = defineRule({
  id: "session-data/keys-come-back",
  basis: "implied",
  title: "keys of session data come back as they went in",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: ["values", "session-keys", "lengths", "list-like-keys", "late-values"],
  judge: kept({ record: "session", kinds: ["renamed"], concurrent: "any" }),
});
