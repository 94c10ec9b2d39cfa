import { acrossSessions } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const concurrencyContactKeysKeptAcrossSessions = defineRule({
  id: "concurrency/contact-keys-kept-across-sessions",
  basis: "implied",
  title: "messages sent at once through two sessions of one contact lose none of its keys",
  quote: "contact-level attributes that belong to the person",
  scenarios: ["together-across-sessions"],
  judge: kept({
    record: "contact",
    kinds: ["absent", "lost"],
    concurrent: true,
    write: (write, it) => acrossSessions(write, it),
  }),
});
