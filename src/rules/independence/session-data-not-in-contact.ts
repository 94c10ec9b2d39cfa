import { absentFrom } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const independenceSessionDataNotInContact = defineRule({
  id: "independence/session-data-not-in-contact",
  basis: "stated",
  title: "session data does not appear in the contact",
  quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
  scenarios: ["independence", "merge", "senders", "long-conversation"],
  judge: absentFrom({
    record: "contact",
    kinds: ["crossed"],
    source: (write) => write.kind === "session" && write.fate === "accepted",
  }),
});
