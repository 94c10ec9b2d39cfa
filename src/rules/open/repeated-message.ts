import { repeatedMessage } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openRepeatedMessage = defineRule({
  id: "open/repeated-message",
  basis: "open",
  title: "whether a repeated request is one message or two",
  source: "List history",
  scenarios: ["repeated-message"],
  judge: repeatedMessage,
});
