import { request } from "undici";
import type { Json } from "../../json/json.ts";

const TIMEOUT_MS = 5_000;

/** Tells an external ticketing system of messages, one after the other; that it cannot be told is nobody's failure. */
export interface Ticketing {
  tell(ticket: Json): void;
  /** Settles once everything was told. */
  idle(): Promise<void>;
}

/** Ticketing by POST of JSON to a URL; without a URL nothing is sent. */
export function ticketing(url: string | undefined): Ticketing {
  let told: Promise<unknown> = Promise.resolve();
  return {
    tell(ticket) {
      if (url !== undefined) told = told.then(() => post(url, ticket)).catch(() => undefined);
    },
    idle: async () => void (await told),
  };
}

async function post(url: string, ticket: Json): Promise<void> {
  const { body } = await request(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ticket),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await body.dump();
}
