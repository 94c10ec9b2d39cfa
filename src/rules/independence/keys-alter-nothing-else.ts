import { othersUntouched } from "../judge/others-untouched.ts";
import { defineRule } from "../rule.ts";

export const independenceKeysAlterNothingElse = defineRule({
  id: "independence/keys-alter-nothing-else",
  basis: "implied",
  title:
    "a key of custom data alters nothing but its record, also where the session or contact has a member of its name",
  quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
  scenarios: ["values"],
  judge: othersUntouched,
});
