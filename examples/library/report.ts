// Judges a provider and writes reports of it: node report.ts
import { writeFileSync } from "node:fs";
import { createVariantProvider, renderReport, reportRun, runConformance } from "opencx-conformance";

const provider = createVariantProvider("created-201", { tokens: [{ token: "full-key" }] });
const run = runConformance(
  { fetch: provider.fetch, token: () => "full-key" },
  { profile: "quick", seed: 1, without: ["history"], maxRequestsPerSecond: 2_000 },
);
for await (const event of run) {
  if (event.type !== "ended") continue;
  const report = reportRun(event.result, { name: "acme", waivers: "" });
  writeFileSync("junit.xml", renderReport(report, "junit"));
  console.log(`${report.subject.name} is ${report.verdict}`);
}
