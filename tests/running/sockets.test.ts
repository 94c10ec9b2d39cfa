import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { secretsOf } from "../../src/http/credentials.ts";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { httpTransport } from "../../src/http/http-transport.ts";
import { redactor } from "../../src/http/redact.ts";
import { listenForTickets } from "../../src/http/ticketing-sink.ts";
import { DEFAULT_LIMITS } from "../../src/http/transport.ts";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { type Handler, KEYS, providerWith } from "../helpers/providers.ts";

type Options = Parameters<typeof judge>[1];

/** Serves a handler over node:http behind a base path, compressing its answers, and judges it over that socket. */
async function judgeOverSocket(handler: Handler, options: Options & { readonly timeoutMs?: number } = {}) {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const answer = await handler(
      new Request(`http://provider.localhost${request.url!.replace(/^\/api\/v1/, "")}`, {
        method: request.method!,
        headers: Object.entries(request.headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]),
        ...(request.method === "POST" ? { body } : {}),
      }),
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, {
      ...Object.fromEntries(answer.headers),
      "content-encoding": "gzip",
      "set-cookie": ["a=1", "b=2"],
    });
    response.end(gzipSync(bytes));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { timeoutMs = 10_000, ...rest } = options;
  const transport = httpTransport(
    { baseUrl: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`) },
    { ...DEFAULT_LIMITS, requestTimeoutMs: timeoutMs },
  );
  try {
    return await judge({ transport, keys: KEYS }, rest);
  } finally {
    await transport.close();
    server.closeAllConnections();
    server.close();
  }
}

describe("over a socket", () => {
  test("a sound provider behind a base path, with compressed answers, is conformant", async () => {
    const judged = await judgeOverSocket(providerWith(), { profile: "standard" });
    expect(idsOf(judged, "fail", "warn", "inconclusive")).toEqual([]);
    expect(judged.result.verdict).toBe("conformant");
  });

  test("an answer that comes too late is no answer, and accuses nobody", async () => {
    const provider = providerWith();
    let sends = 0;
    const judged = await judgeOverSocket(
      async (request) => {
        if (request.url.endsWith("/send")) sends += 1;
        if (request.url.endsWith("/send") && sends % 40 === 0) await pause(250);
        return provider(request);
      },
      { timeoutMs: 150 },
    );
    expect(idsOf(judged, "fail", "warn")).toEqual([]);
    expect(
      judged.cases.some((it) => it.exchanges.some((exchange) => exchange.error?.kind === "timeout")),
    ).toBe(true);
  });

  test("requests that are sent together are under way at once: a lost update is found", async () => {
    const racing: Partial<Behaviour> = {
      async update(call, record, sent) {
        const seen = record.data;
        await pause(5);
        record.data = correctBehaviour.merge(call, record, seen, sent);
      },
    };
    const judged = await judgeOverSocket(providerWith(racing), {
      profile: "standard",
      workers: 1,
      rules: /^concurrency\/session-keys-kept$/,
      bounds: { settleMs: 500, maxTimeMs: 15_000 },
    });
    expect(idsOf(judged, "fail", "warn")).toEqual(["concurrency/session-keys-kept"]);
    const { counterexample } = judged.result.rules[0]!;
    expect(counterexample!.case.steps.some((step) => step.do === "together")).toBe(true);
  });
});

describe("the ticketing sink", () => {
  const judgeTicketing = async (change: (sinkUrl: string) => Partial<Behaviour>, ticketingWaitMs = 0) => {
    const sink = await listenForTickets(redactor(secretsOf(KEYS)));
    const provider = createReferenceProvider({
      tokens: [{ token: KEYS.valid }],
      ticketingUrl: sink.url,
      behaviour: { ...correctBehaviour, ...change(sink.url) },
    });
    try {
      return await judge(
        { transport: fetchTransport(provider.fetch), keys: KEYS, ticketing: sink },
        { rules: /^ticketing\//, ticketingWaitMs },
      );
    } finally {
      await provider.idle();
      await sink.close();
    }
  };

  test("finds nothing of a sound provider", async () => {
    const { result } = await judgeTicketing(() => ({}));
    expect(result.rules.map(({ outcome }) => outcome)).toEqual(["pass"]);
  });

  test("finds session data that is synced, under another name and in a note", async () => {
    const { result } = await judgeTicketing(() => ({
      ticket: (call, session, message) => ({
        ...(correctBehaviour.ticket(call, session, message) as object),
        note: `about: ${Object.values((call.body.custom_data ?? {}) as object).join(", ")}`,
      }),
    }));
    expect(result.rules.map(({ outcome }) => outcome)).toEqual(["fail"]);
  });

  /** Syncs session data as well, so many milliseconds after the message. */
  const syncingAfter =
    (ms: number) =>
    (sinkUrl: string): Partial<Behaviour> => ({
      ticket: (call, session, message) => {
        const body = JSON.stringify({ custom_data: call.body.custom_data ?? {} });
        setTimeout(() => void fetch(sinkUrl, { method: "POST", body }).catch(() => undefined), ms).unref();
        return correctBehaviour.ticket(call, session, message);
      },
    });

  test("finds session data that is synced seconds after the last send, where the run stays open as long", async () => {
    const { result } = await judgeTicketing(syncingAfter(1_500), 4_000);
    expect(result.rules.map(({ outcome }) => outcome)).toEqual(["fail"]);
  });

  test("is not listened to for longer than asked", async () => {
    const { result } = await judgeTicketing(syncingAfter(60_000), 0);
    expect(result.rules.map(({ outcome }) => outcome)).toEqual(["pass"]);
  });

  test("decides nothing where no message arrives", async () => {
    const { result } = await judgeTicketing(() => ({ ticket: () => undefined }));
    expect(["skipped", "inconclusive"]).toContain(result.rules[0]!.outcome);
  });
});
