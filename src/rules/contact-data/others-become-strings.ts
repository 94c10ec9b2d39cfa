import { othersBecomeStrings } from "../judge/others-become-strings.ts";
import { defineRule } from "../rule.ts";

export const contactDataOthersBecomeStrings = defineRule({
  id: "contact-data/others-become-strings",
  basis: "implied",
  title: "a number or boolean that is accepted as contact data comes back as a string",
  quote: "Values are strings.",
  scenarios: ["open-requests"],
  judge: othersBecomeStrings,
});
