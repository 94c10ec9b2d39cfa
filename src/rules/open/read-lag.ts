import { readLag } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openReadLag = defineRule({
  id: "open/read-lag",
  basis: "open",
  title: "whether a read shows a write at once",
  source: "Get Session",
  scenarios: ["values", "merge", "session-strings"],
  judge: readLag,
});
