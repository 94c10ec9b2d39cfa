import { nothingApplied } from "../judge/applied.ts";
import { defineRule } from "../rule.ts";

export const rejectionChangesNoSessionData = defineRule({
  id: "rejection/changes-no-session-data",
  basis: "implied",
  title: "a rejected request changes no session data, neither by its valid keys nor by its bad one",
  quote: "Nested objects are rejected with a 400.",
  scenarios: [
    "rejection-in-context",
    "nested-session-data",
    "shapes",
    "sequences",
    "later",
    "late-rejections",
  ],
  judge: nothingApplied((credential) => credential === "valid", ["session"]),
});
