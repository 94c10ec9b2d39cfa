import { httpTransport } from "../../src/http/http-transport.ts";
import { type VerifyOptions, verifyPacts } from "../../src/pact/verify-pacts.ts";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";

export const KEYS = { valid: "the-key-of-the-run", readOnly: "a-key-that-may-only-read" };

/** What a command wrote, line by line. */
export function lines() {
  const written: string[] = [];
  return { written, write: (line: string) => void written.push(line) };
}

/** Runs with a provider on a real socket, whose behaviour is the correct one but for what is changed. */
export async function withProvider<T>(
  changed: Partial<Behaviour>,
  run: (
    provider: NonNullable<VerifyOptions["provider"]> & { url: string },
    seen: readonly string[],
  ) => Promise<T>,
): Promise<T> {
  const seen: string[] = [];
  const provider = createReferenceProvider({
    tokens: tokensOf(KEYS),
    behaviour: {
      ...correctBehaviour,
      ...changed,
      async receive(call) {
        seen.push(`${call.request.method} ${new URL(call.request.url).pathname}`);
        await changed.receive?.(call);
      },
    },
  });
  const { url, close } = await listen(provider);
  const transport = httpTransport({ baseUrl: new URL(url) });
  try {
    return await run({ transport, keys: KEYS, url }, seen);
  } finally {
    await transport.close();
    await close();
  }
}

/** Verifies against such a provider, with little patience. */
export async function verifyAgainst(changed: Partial<Behaviour>, options: Omit<VerifyOptions, "provider">) {
  const output = lines();
  return withProvider(changed, async (provider, seen) => {
    const result = await verifyPacts({ settleMs: 100, patienceMs: 3_000, ...options, provider }, output);
    return { ...result, written: output.written, seen };
  });
}
