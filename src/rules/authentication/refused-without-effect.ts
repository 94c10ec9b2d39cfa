import { nothingApplied } from "../judge/applied.ts";
import { defineRule } from "../rule.ts";

export const authenticationRefusedWithoutEffect = defineRule({
  id: "authentication/refused-without-effect",
  basis: "implied",
  title: "a request that is refused for its key changes no record",
  source: "Authentication",
  scenarios: ["wrong-keys", "read-only-key", "later"],
  judge: nothingApplied((credential) => credential !== "valid", ["session", "contact"]),
});
