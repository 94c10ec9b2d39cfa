// One test of node:test for each rule: node --test rules.node.test.ts
import { createReferenceProvider } from "opencx-conformance";
import { describeConformance } from "opencx-conformance/node-test";

// Put your own handler here, or `{ url: "http://127.0.0.1:8080", token: "..." }`.
const provider = createReferenceProvider({ tokens: [{ token: "full-key" }] });

describeConformance({ fetch: provider.fetch, token: "full-key" }, { profile: "quick", seed: 1 });
