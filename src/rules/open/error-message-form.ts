import { errorMessageForm } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openErrorMessageForm = defineRule({
  id: "open/error-message-form",
  basis: "open",
  title: "whether the message of an error is a string or a list",
  source: "Authentication",
  scenarios: ["rejection-in-context", "shapes"],
  judge: errorMessageForm,
});
