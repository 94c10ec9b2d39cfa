import { noServerError } from "../judge/server-errors.ts";
import { defineRule } from "../rule.ts";

export const robustnessNoServerError = defineRule({
  id: "robustness/no-server-error",
  basis: "implied",
  title: "no request is answered with a server error again and again",
  source: "good practice",
  scenarios: [
    "values",
    "robustness",
    "hostile",
    "session-strings",
    "session-keys",
    "contact-keys",
    "shapes",
    "lengths",
    "session-data-not-values",
    "contact-data-not-values",
    "company",
    "open-requests",
  ],
  judge: noServerError,
});
