import { siblingStatus } from "../judge/siblings.ts";
import { defineRule } from "../rule.ts";

export const openCreatingWithoutKey = defineRule({
  id: "open/creating-without-key",
  basis: "open",
  title: "what is answered to Create Session without a valid key",
  source: "Authentication",
  scenarios: ["reads-without-key"],
  judge: siblingStatus("createSession"),
});
