// One test of node:test for the whole run: node --test conformance.node.test.ts
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createReferenceProvider, listen, rules, runConformance } from "opencx-conformance";

// Start your own server here.
let server: Awaited<ReturnType<typeof listen>>;
before(async () => {
  server = await listen(createReferenceProvider({ tokens: [{ token: "full-key" }] }));
});
after(() => server.close());

test("the provider keeps the contract of session data", async () => {
  const broken: string[] = [];
  let verdict = "none";
  const run = runConformance(
    { url: server.url, token: "full-key" },
    { profile: "quick", seed: 1, rules: rules.filter(({ id }) => id.startsWith("session-data/")) },
  );
  for await (const event of run) {
    if (event.type !== "ended") continue;
    verdict = event.result.verdict;
    for (const { rule, outcome, counterexample } of event.result.rules)
      if (outcome === "fail") broken.push(`${rule.id}: ${counterexample?.violation.got}`);
  }
  assert.deepEqual({ verdict, broken }, { verdict: "conformant", broken: [] });
});
