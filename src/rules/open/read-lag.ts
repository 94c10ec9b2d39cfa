import { readLag } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openReadLag = defineRule({
  id: "open/read-lag",
  basis: "open",
  title: "whether a read shows a write at once",
  source: "Get Session",
  // With so many reads that who lags now and then does so in every run.
  scenarios: ["updates", "long-conversation"],
  judge: readLag,
});
