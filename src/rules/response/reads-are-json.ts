import { readsAreJson } from "../judge/reads-are-json.ts";
import { defineRule } from "../rule.ts";

export const responseReadsAreJson = defineRule({
  id: "response/reads-are-json",
  basis: "implied",
  title: "Get Session answers whole JSON in UTF-8, whatever the records hold",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: ["values"],
  judge: readsAreJson,
});
