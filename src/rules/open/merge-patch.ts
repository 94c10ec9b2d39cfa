import { answerToText } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openMergePatch = defineRule({
  id: "open/merge-patch",
  basis: "open",
  title: "what is answered to JSON as application/merge-patch+json",
  quote: "application/json",
  scenarios: ["open-encodings"],
  judge: answerToText("as merge-patch"),
});
