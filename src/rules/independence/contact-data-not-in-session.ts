import { absentFrom } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const independenceContactDataNotInSession = defineRule({
  id: "independence/contact-data-not-in-session",
  basis: "stated",
  title: "contact data does not appear in the session",
  quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
  scenarios: ["independence", "merge", "senders", "long-conversation"],
  judge: absentFrom({
    record: "session",
    kinds: ["crossed"],
    source: (write) => write.kind === "contact" && write.fate !== "refused",
  }),
});
