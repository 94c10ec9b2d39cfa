import { isOrdinary, isUpdate, seenWhereSent } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataSentKeysAdded = defineRule({
  id: "contact-data/sent-keys-added",
  basis: "stated",
  title: "a key that is sent is added to the contact",
  quote: "Merged into the contact.",
  scenarios: ["values", "merge", "company", "contact-strings", "many-keys", "same-text", "late-values"],
  judge: kept({
    record: "contact",
    kinds: ["absent"],
    write: (write, it) => isOrdinary(write) && !isUpdate(write, it) && typeof write.value === "string",
    found: seenWhereSent,
  }),
});
