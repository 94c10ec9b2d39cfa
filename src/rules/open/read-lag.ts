import { readLag } from "../judge/observing-effects.ts";
import { defineRule } from "../rule.ts";

export const openReadLag = defineRule({
  id: "open/read-lag",
  basis: "open",
  title: "whether a read shows a write at once",
  source: "Get Session",
  // A write before each of many reads: a provider that lags now and then is seen to lag in every run.
  scenarios: ["updates"],
  judge: readLag,
});
