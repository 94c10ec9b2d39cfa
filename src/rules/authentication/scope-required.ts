import { about, refusedWith } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const authenticationScopeRequired = defineRule({
  id: "authentication/scope-required",
  basis: "implied",
  title: "a send with a valid key that lacks the scope for sending is answered 403",
  source: "Authentication",
  scenarios: ["read-only-key"],
  needs: "a read-only key",
  judge: refusedWith(403, about.scope),
});
