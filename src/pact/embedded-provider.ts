import { createReferenceProvider } from "../reference-provider/create-reference-provider.ts";
import { listen } from "../reference-provider/listen.ts";
import type { Keys } from "../wire/credentials.ts";

/** A provider of our own, on a socket of the loopback. */
export interface EmbeddedProvider {
  readonly url: string;
  readonly keys: Keys & { readonly readOnly: string };
  close(): Promise<void>;
}

/** Small enough to be used up at once, and wide enough that nothing waits for long. */
const RATE_LIMIT = { requests: 20, perMs: 1000 };

/** Starts the reference provider with a key and one without write scope; `limited` gives it a request limit. */
export async function embeddedProvider(limited: boolean): Promise<EmbeddedProvider> {
  const keys = { valid: `embedded-${crypto.randomUUID()}`, readOnly: `read-only-${crypto.randomUUID()}` };
  const provider = createReferenceProvider({
    tokens: [{ token: keys.valid }, { token: keys.readOnly, scopes: ["chat-sessions:read"] }],
    ...(limited ? { rateLimit: RATE_LIMIT } : {}),
  });
  const { url, close } = await listen(provider);
  return { url, keys, close };
}
