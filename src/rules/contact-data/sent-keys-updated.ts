import { isUpdate, replacesNothing, seenWhereSent } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataSentKeysUpdated = defineRule({
  id: "contact-data/sent-keys-updated",
  basis: "stated",
  title: "a key of the contact that is sent again takes the new value",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["merge", "updates", "unaided-updates", "many-keys", "sequences", "long-conversation"],
  judge: kept({
    record: "contact",
    kinds: ["stale", "absent", "altered"],
    write: isUpdate,
    found: (found, it) => seenWhereSent(found) && replacesNothing(found, it),
  }),
});
