import { isOrdinary } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataUnusualComeBack = defineRule({
  id: "contact-data/unusual-come-back",
  basis: "implied",
  title: "unusual keys and values that are accepted as contact data are kept",
  quote: "Merged into the contact.",
  scenarios: ["values", "contact-keys", "contact-control-characters", "lengths", "hostile", "late-values"],
  judge: kept({
    record: "contact",
    kinds: ["absent"],
    write: (write) => !isOrdinary(write) || typeof write.value !== "string",
  }),
});
