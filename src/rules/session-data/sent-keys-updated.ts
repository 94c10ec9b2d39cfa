import { isUpdate, replacesNothing } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataSentKeysUpdated = defineRule({
  id: "session-data/sent-keys-updated",
  basis: "stated",
  title: "a key of the session that is sent again takes the new value",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["merge", "updates", "unaided-updates", "many-keys", "sequences", "long-conversation"],
  judge: kept({
    record: "session",
    kinds: ["stale", "absent", "altered"],
    write: isUpdate,
    found: replacesNothing,
  }),
});
