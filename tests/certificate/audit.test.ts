import { describe, expect, onTestFinished, test } from "vitest";
import { audit } from "../../src/certificate/audit.ts";
import { auditProvider } from "../../src/certificate/audit-provider.ts";
import type { ProviderRunOptions } from "../../src/evidence/header.ts";
import { readEvidence } from "../../src/evidence/read-log.ts";
import { httpTransport } from "../../src/http/http-transport.ts";
import { findFault } from "../../src/lab/faults/registry.ts";
import { findVariant } from "../../src/lab/variants/registry.ts";
import { createVariant } from "../../src/lab/variants/variant.ts";
import type { RuleResult } from "../../src/running/run-result.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { Refusal } from "../../src/send-message/reference-provider/refusal.ts";
import { caching, type Handler, KEYS, lagging, providerWith, sessionOf, slow } from "../helpers/providers.ts";
import { record, writeLog } from "./recorded.ts";

function refusingEmptyText() {
  return providerWith({
    update(_call, record, sent) {
      if (Object.values(sent).includes("")) throw new Refusal(400, "no empty text");
      record.data = new Map([...record.data, ...Object.entries(sent)]);
    },
  });
}

function sound(variant: string): Handler {
  const provider = createVariant(findVariant(variant), { tokens: tokensOf(KEYS) });
  return (request) => provider.fetch(request);
}

const readable = { settleMs: 400 };
const cases: [string, Parameters<typeof record>][] = [
  ["a correct one", [providerWith()]],
  [
    "a correct one that takes one send of a session at a time, in every scenario",
    [sound("conflicts-answered-409"), { profile: "standard", settleMs: 1000 }],
  ],
  [
    "one that breaks down at sends at the same time",
    [providerWith(findFault("crashes-on-sends-at-once").behave()), { profile: "standard", settleMs: 1000 }],
  ],
  ["one with pages of a history", [providerWith({}, { pageSize: 2 })]],
  [
    "one that forgets what it was not sent",
    [providerWith({ merge: (_c, _r, _s, sent) => new Map(Object.entries(sent)) })],
  ],
  ["one that refuses some of a pack", [refusingEmptyText()]],
  [
    "one that breaks down over and over",
    [
      providerWith({
        message() {
          throw new Error("down");
        },
      }),
    ],
  ],
  ["one whose reads lag", [providerWith(lagging(() => 60)), readable]],
  ["one whose reads are cached", [providerWith(caching(50)), readable]],
  ["one that shows nothing", [providerWith({ read: () => new Map() }), { settleMs: 150, maxRequests: 700 }]],
  ["one that asks to wait", [providerWith({}, { rateLimit: { requests: 150, perMs: 1000 } })]],
  ["a slow one", [providerWith(slow(5))]],
  [
    "one that lets nobody create sessions later on",
    [
      providerWith({
        findSession: (call, id) => call.store.sessions.get(id),
        authorise(call) {
          if (call.operation === "createSession" && call.number > 150) throw new Refusal(403, "enough");
          if (call.operation !== "createSession" && call.request.headers.get("authorization") === null)
            throw new Refusal(401, "Unauthorized");
        },
      }),
    ],
  ],
  [
    "a key without another case",
    [providerWith({}, { tokens: [{ token: "0123456789" }] }), { keys: { valid: "0123456789" } }],
  ],
  ["a short key", [providerWith({}, { tokens: [{ token: "s3cr" }] }), { keys: { valid: "s3cr" } }]],
];

describe("judges a recorded run as the run did, of", () => {
  test.each(cases)("%s", async (_name, [provider, options]) => {
    const { judged, file } = await record(provider, options);
    const found = await audit(file, pageContract);
    expect(Object.fromEntries(found.rules.map(({ id, outcome }) => [id, outcome]))).toEqual(
      Object.fromEntries(judged.result.rules.map(({ rule, outcome }) => [rule.id, outcome])),
    );
    expect(found.verdict).toBe(judged.result.verdict);
    const named = found.problems.filter((problem) => !/inconclusive|may not be/.test(problem));
    expect(named).toEqual([]);
    expect(found.cases.carriedOut).toBe(found.cases.planned);
  });
});

test("judges a refused pack by the part to blame alone, as the run did", async () => {
  const { judged, file, header } = await record(refusingEmptyText());
  const { cases } = await readEvidence(file);
  const { results } = await auditProvider(cases, header.run as ProviderRunOptions, pageContract);
  const figures = ({ checked, cases, requests, failures }: RuleResult) => [
    checked,
    cases,
    requests,
    failures,
  ];
  expect(judged.cases.flatMap(({ exchanges }) => exchanges.map(({ purpose }) => purpose))).toContain("part");
  expect(results.map(figures)).toEqual(judged.result.rules.map(figures));
});

test("judges a run with one session", async () => {
  const provider = providerWith();
  const { file, judged } = await record(provider, { session: await sessionOf(provider) });
  const found = await audit(file, pageContract);
  expect(found.problems.filter((problem) => !/inconclusive|may not be/.test(problem))).toEqual([]);
  expect(found.verdict).toBe(judged.result.verdict);
});

test("lets a bound cut off a thorough run, and says how much of it there is", async () => {
  const server = await listen(
    createReferenceProvider({
      tokens: tokensOf(KEYS),
    }),
  );
  onTestFinished(server.close);
  const transport = httpTransport({ baseUrl: new URL(server.url), headers: [] });
  onTestFinished(transport.close);
  const { file } = await record(transport, { profile: "thorough", maxRequests: 4_500, settleMs: 1000 });
  const found = await audit(file, pageContract);
  expect(found.problems).toEqual([]);
  expect(found.cases.carriedOut).toBeGreaterThan(130);
  expect(found.cases.planned).toBeGreaterThan(found.cases.carriedOut);
});

test("certifies no quick run that a bound cut off", async () => {
  const { file, cases: all, header } = await record(providerWith());
  writeLog(file, header, all.slice(0, 10));
  const found = await audit(file, pageContract);
  expect(found.problems.join()).toMatch(/was planned and is not there/);
});
