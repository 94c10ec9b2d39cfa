import { emptyForm } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openEmptyCustomDataForm = defineRule({
  id: "open/empty-custom-data-form",
  basis: "open",
  title: "whether empty session data is left out or {}",
  source: "Get Session",
  scenarios: ["same-person"],
  judge: emptyForm,
});
