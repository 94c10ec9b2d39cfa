import { setTimeout as pause } from "node:timers/promises";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  type ReferenceProviderOptions,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import type { CustomData, DataRecord, Message } from "../../src/send-message/reference-provider/store.ts";

/** The keys that every provider of the tests accepts: one for everything, one for reading. */
export const KEYS = { valid: "Key-Of-The-Run-4711", readOnly: "Key-For-Reading-0815" };

export type Handler = (request: Request) => Response | Promise<Response>;

/** The reference provider, with some of its decisions taken otherwise. */
export function providerWith(
  change: Partial<Behaviour> = {},
  options: ReferenceProviderOptions = {},
): Handler {
  return createReferenceProvider({
    tokens: tokensOf(KEYS),
    ...options,
    behaviour: { ...correctBehaviour, ...change },
  }).fetch;
}

/** Reads show the state of so many milliseconds ago; asked anew for every read. */
export function lagging(lagMs: () => number): Partial<Behaviour> {
  const states = new Map<DataRecord, { atMs: number; data: CustomData }[]>();
  return {
    merge(call, record, seen, sent) {
      const data = correctBehaviour.merge(call, record, seen, sent);
      states.set(record, [...(states.get(record) ?? []), { atMs: performance.now(), data }]);
      return data;
    },
    read(_call, record) {
      const from = performance.now() - lagMs();
      return states.get(record)?.findLast((state) => state.atMs <= from)?.data ?? new Map();
    },
    history(call, session) {
      const from = call.now() - lagMs();
      return session.messages.filter((message) => message.createdAt <= from);
    },
  };
}

/** Reads are answered from a cache that lives so long. */
export function caching(ttlMs: number): Partial<Behaviour> {
  const kept = new Map<object, { untilMs: number; value: unknown }>();
  const cached = <T>(of: object, fresh: T): T => {
    const entry = kept.get(of);
    if (entry !== undefined && entry.untilMs > performance.now()) return entry.value as T;
    kept.set(of, { untilMs: performance.now() + ttlMs, value: fresh });
    return fresh;
  };
  return {
    read: (_call, record) => cached<CustomData>(record, record.data),
    history: (_call, session) => cached<readonly Message[]>(session.messages, [...session.messages]),
  };
}

/** Answers so late. */
export function slow(ms: number): Partial<Behaviour> {
  return { receive: () => pause(ms) };
}

/** A session of this provider, as a user has one: of a verified contact. */
export async function sessionOf(handler: Handler): Promise<string> {
  const made = await handler(
    new Request("http://provider.localhost/chat/sessions", {
      method: "POST",
      headers: { authorization: `Bearer ${KEYS.valid}`, "content-type": "application/json" },
      body: JSON.stringify({
        verified: true,
        contact: { email: "one@example.com", custom_data: { a: "b" } },
      }),
    }),
  );
  return ((await made.json()) as { id: string }).id;
}
