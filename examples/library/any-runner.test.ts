// One test for each rule in any runner that has `test(name, function, timeout)`, such as jest. Here: node --test any-runner.test.ts
import { test as nodeTest } from "node:test";
import { conformanceTests, createReferenceProvider } from "opencx-conformance";

// In jest, `test` is there already.
const test = (name: string, check: () => Promise<unknown>, timeout: number) =>
  nodeTest(name, { timeout }, async () => void (await check()));

const provider = createReferenceProvider({ tokens: [{ token: "full-key" }] });
const rules = conformanceTests(
  { fetch: provider.fetch, token: "full-key" },
  { profile: "quick", seed: 1, exclude: ["open/*"] },
);

// The first test judges the provider, so it takes the time of the whole run.
for (const rule of rules) test(rule.name, () => rule.check(), 120_000);
