import { siblingRefused } from "../judge/siblings.ts";
import { defineRule } from "../rule.ts";

export const authenticationReadsNeedAKey = defineRule({
  id: "authentication/reads-need-a-key",
  basis: "implied",
  title: "Get Session and List history are not answered without a valid key",
  source: "Authentication",
  scenarios: ["reads-without-key"],
  judge: siblingRefused(["getSession", "listHistory"]),
});
