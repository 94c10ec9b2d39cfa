import { hasLaterSend } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataUnsentKeysStay = defineRule({
  id: "session-data/unsent-keys-stay",
  basis: "stated",
  title: "a key that is not sent stays in the session",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["merge", "company", "updates", "many-keys", "long-conversation", "sequences", "later"],
  judge: kept({ record: "session", kinds: ["lost"], write: hasLaterSend }),
});
