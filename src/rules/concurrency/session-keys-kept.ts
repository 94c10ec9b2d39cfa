import { acrossSessions } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const concurrencySessionKeysKept = defineRule({
  id: "concurrency/session-keys-kept",
  basis: "implied",
  title: "messages sent at once, each with a session key of its own, lose none of the keys",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["together-in-company", "together-session-keys", "together-both-records"],
  judge: kept({
    record: "session",
    kinds: ["absent", "lost"],
    concurrent: true,
    found: (found, it) => !acrossSessions(found.write, it),
    write: (write, it) => !acrossSessions(write, it),
  }),
});
