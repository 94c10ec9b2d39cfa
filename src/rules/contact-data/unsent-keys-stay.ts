import { hasLaterSend } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataUnsentKeysStay = defineRule({
  id: "contact-data/unsent-keys-stay",
  basis: "stated",
  title: "a key that is not sent stays in the contact",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["merge", "company", "updates", "many-keys", "sequences", "later", "long-conversation"],
  judge: kept({ record: "contact", kinds: ["lost"], write: hasLaterSend }),
});
