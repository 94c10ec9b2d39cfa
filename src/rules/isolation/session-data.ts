import { absentFrom } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const isolationSessionData = defineRule({
  id: "isolation/session-data",
  basis: "implied",
  title: "data of one session is not visible in another",
  quote: "session-level attributes that belong to this conversation",
  scenarios: ["isolation", "pollution", "sequences"],
  judge: absentFrom({
    record: "session",
    kinds: ["leaked"],
    source: (write, it) =>
      write.kind === "session" && write.fate === "accepted" && it.facts.sessions.size > 1,
  }),
});
