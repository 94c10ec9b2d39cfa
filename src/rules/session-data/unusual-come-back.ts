import { isOrdinary } from "../judge/ordinary.ts";
import { kept } from "../judge/records.ts";
import { defineRule } from "../rule.ts";

export const sessionDataUnusualComeBack = defineRule({
  id: "session-data/unusual-come-back",
  basis: "implied",
  title: "unusual keys and values that are accepted as session data are kept",
  quote: "Merged into the chat session and returned by Get Session.",
  scenarios: ["values", "session-keys", "session-control-characters", "lengths", "hostile", "late-values"],
  judge: kept({ record: "session", kinds: ["absent"], write: (write) => !isOrdinary(write) }),
});
