import { expect, test } from "vitest";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { KEYS, providerWith, sessionOf } from "../helpers/providers.ts";

test("a provider without histories is told how to leave them out", async () => {
  const provider = providerWith();
  const judged = await judge(
    async (request) =>
      request.url.endsWith("/history") ? new Response("Not found", { status: 404 }) : provider(request),
    { rules: /^(messages\/in-history-once|rejection\/stores-no-message|request\/message-accepted)$/ },
  );
  expect(idsOf(judged, "inconclusive")).toEqual([
    "rejection/stores-no-message: List history is answered 404; if the provider lacks it, add --without history",
    "messages/in-history-once: List history is answered 404; if the provider lacks it, add --without history",
  ]);
});

test("what no session of the user's can show says how to leave it out", async () => {
  const provider = providerWith();
  const judged = await judge(
    { transport: fetchTransport(provider), keys: KEYS, session: await sessionOf(provider) },
    { rules: /^(contact-data\/sent-keys-added|session-data\/sent-keys-added)$/ },
  );
  expect(idsOf(judged, "inconclusive")).toEqual([
    expect.stringMatching(/^contact-data\/sent-keys-added: .*add --without create-session$/),
  ]);
});

test("a provider whose reads fail is told which, and how they are answered", async () => {
  const provider = providerWith();
  const failing = (reads: RegExp, status: number) => async (request: Request) =>
    request.method === "GET" && reads.test(request.url) ? new Response("", { status }) : provider(request);
  const rules =
    /^(messages\/in-history-once|session-data\/sent-keys-added|rejection\/nested-session-data-not-stored)$/;
  expect(idsOf(await judge(failing(/\/history$/, 500), { rules }), "inconclusive")).toEqual([
    "messages/in-history-once: List history is answered 500; see why in the provider's log",
  ]);
  const why =
    "Get Session is answered 403; see why in the provider's log, and check that the key may read sessions";
  expect(idsOf(await judge(failing(/\/sessions\/[^/]+$/, 403), { rules }), "inconclusive")).toEqual([
    `session-data/sent-keys-added: ${why}`,
    `rejection/nested-session-data-not-stored: ${why}`,
  ]);
});

test("a provider that creates no session with a contact is named as one", async () => {
  const provider = providerWith();
  const judged = await judge(
    async (request) =>
      /\/sessions$/.test(request.url) && (await request.clone().text()).includes('"contact"')
        ? new Response("", { status: 400 })
        : provider(request),
    { rules: /^contact-data\/sent-keys-added$/ },
  );
  expect(idsOf(judged, "inconclusive")).toEqual([
    "contact-data/sent-keys-added: Create Session with channel, verified, contact, custom_data is answered 400; see why in the provider's log, or name a session with --session ID",
  ]);
});
