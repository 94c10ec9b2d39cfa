import { hasOtherSession } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const contactDataBelongsToThePerson = defineRule({
  id: "contact-data/belongs-to-the-person",
  basis: "implied",
  title: "contact data is visible in every verified session of the same contact",
  quote: "contact-level attributes that belong to the person",
  scenarios: ["same-person", "same-person-by-id", "unaided-updates", "sequences"],
  judge: kept({
    record: "contact",
    kinds: ["absent", "stale"],
    found: (found) => found.view.session !== found.write.session,
    write: (write, it) => hasOtherSession(write, it),
  }),
});
