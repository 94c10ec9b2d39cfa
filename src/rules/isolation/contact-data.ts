import { hasStranger } from "../judge/ordinary.ts";
import { absentFrom } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const isolationContactData = defineRule({
  id: "isolation/contact-data",
  basis: "implied",
  title: "data of one contact is not visible in another",
  quote: "contact-level attributes that belong to the person",
  scenarios: ["isolation", "no-address"],
  judge: absentFrom({
    record: "contact",
    kinds: ["leaked"],
    source: (write, it) => write.kind === "contact" && write.fate === "accepted" && hasStranger(it),
  }),
});
