import { isRaced } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const concurrencySessionKeyLastWrite = defineRule({
  id: "concurrency/session-key-last-write",
  basis: "implied",
  title:
    "of writes to one session key, one that ended before another began does not win, and one of the sent values remains",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  scenarios: ["together-session-one-key"],
  judge: kept({
    record: "session",
    kinds: ["stale", "altered", "absent", "lost"],
    concurrent: "any",
    write: (write, it) => isRaced(write, it),
  }),
});
