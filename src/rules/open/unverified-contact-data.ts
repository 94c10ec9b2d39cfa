import { unverifiedContact } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openUnverifiedContactData = defineRule({
  id: "open/unverified-contact-data",
  basis: "open",
  title: "whether contact data sent to an unverified session is shown",
  source: "Create Session",
  scenarios: ["open-contacts"],
  judge: unverifiedContact,
});
