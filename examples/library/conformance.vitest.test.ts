// One test of vitest for each rule: npx vitest run conformance.vitest.test.ts
import { createReferenceProvider } from "opencx-conformance";
import { describeConformance } from "opencx-conformance/vitest";

// Put your own handler here, or `{ url: "http://127.0.0.1:8080", token: "..." }`.
const provider = createReferenceProvider({
  tokens: [{ token: "full-key" }, { token: "read-key", scopes: ["chat-sessions:read"] }],
});

describeConformance(
  { fetch: provider.fetch, token: "full-key", readOnlyToken: "read-key" },
  { profile: "quick", seed: 1 },
);
