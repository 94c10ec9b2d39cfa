import { describe, expect, it } from "vitest";
import { httpTransport } from "../../src/http/http-transport.ts";
import { findVariant } from "../../src/lab/variants/registry.ts";
import { createVariant } from "../../src/lab/variants/variant.ts";
import { verifyPacts } from "../../src/pact/verify-pacts.ts";
import { tokensOf } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { KEYS, lines } from "./live-provider.ts";

// Each differs in something else that a pact could insist on; all of them take minutes.
const variants = [
  "created-201+errors-as-problems",
  "typed-in-capitals+unknown-session-422+errors-with-lists+history-newest-first",
  "sessions-in-other-words+history-with-other-senders+unknown-agents-refused",
  "reads-lag-at-times",
  "crashing-at-times",
  "history-with-echoes-of-an-ai",
];

describe("our pact is kept by a legal provider", () => {
  it.each(variants)("%s", async (name) => {
    const variant = findVariant(name);
    const tokens = tokensOf(KEYS);
    const { url, close } = await listen(createVariant(variant, { tokens }));
    const transport = httpTransport({ baseUrl: new URL(`${url}${variant.basePath ?? ""}`) });
    try {
      const pacts = ["contracts/pacts/opencx-client-opencx.json"];
      const result = await verifyPacts({ pacts, provider: { transport, keys: KEYS } }, lines());
      expect(result.interactions.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
      expect(result.exitCode).toBe(0);
    } finally {
      await transport.close();
      await close();
    }
  });
});
