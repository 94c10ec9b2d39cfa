import type { Keys } from "../http/credentials.ts";
import { httpTransport } from "../http/http-transport.ts";
import type { Transport } from "../http/transport.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../send-message/reference-provider/listen.ts";

/** A provider of our own on a socket of the loopback, and the way to it. */
export interface EmbeddedProvider {
  readonly transport: Transport;
  readonly keys: Keys & { readonly readOnly: string };
  close(): Promise<void>;
}

/** Small enough to be used up at once, and wide enough that nothing waits for long. */
const RATE_LIMIT = { requests: 20, perMs: 1000 };

/** Starts the reference provider with a key and one without write scope; `limited` gives it a request limit. */
export async function embeddedProvider(limited: boolean): Promise<EmbeddedProvider> {
  const keys = { valid: `embedded-${crypto.randomUUID()}`, readOnly: `read-only-${crypto.randomUUID()}` };
  const provider = createReferenceProvider({
    tokens: tokensOf(keys),
    ...(limited ? { rateLimit: RATE_LIMIT } : {}),
  });
  const server = await listen(provider);
  const transport = httpTransport({ baseUrl: new URL(server.url) });
  return {
    transport,
    keys,
    async close() {
      await transport.close();
      await server.close();
    },
  };
}
