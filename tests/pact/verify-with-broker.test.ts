import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { httpTransport } from "../../src/http/http-transport.ts";
import type { JsonObject } from "../../src/json/json.ts";
import type { PactSelection } from "../../src/pact/pacts-for-verification.ts";
import type { Publication } from "../../src/pact/publish-results.ts";
import { type VerifyOptions, verifyPacts } from "../../src/pact/verify-pacts.ts";
import { KEYS, lines, verifyAgainst, withProvider } from "./live-provider.ts";
import { pactJson, send } from "./pact-builder.ts";
import { ourPact, recording, type StandInOptions, standInBroker } from "./stand-in-broker.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

async function broker(options: StandInOptions) {
  const running = await standInBroker(options);
  open.push(running);
  return running;
}

const AS_P2: Publication = { providerVersion: "p2" };
const PASSING = "a message of the contact";
const FAILING = "a message without an API key";
/** A provider that takes any key, so that a message without one is accepted. */
const TAKES_ANY_KEY = { authorise: () => {} };

function from(url: string, selection: Partial<PactSelection> = {}): Omit<VerifyOptions, "provider"> {
  return {
    pacts: [],
    access: { broker: { url, token: "broker-token" }, timeoutMs: 2_000 },
    selection: { providerName: "opencx", ...selection },
  };
}

const outcomes = ({ interactions }: { interactions: readonly { outcome: string }[] }) =>
  interactions.map(({ outcome }) => outcome);

describe("pacts of a broker", () => {
  it("are verified by the selectors, with pending and work in progress, and the result is published", async () => {
    const { url, asks } = await broker({ pacts: [{ pact: await ourPact(PASSING, FAILING) }] });
    const selection = {
      consumerVersionSelector: [{ mainBranch: true }],
      enablePending: true,
      includeWipPactsSince: "2025-01-01",
      providerBranch: "main",
    };
    const publication = { ...AS_P2, providerBranch: "main", buildUrl: "http://ci.example/7" };
    const result = await verifyAgainst({}, { ...from(url, selection), publication });
    expect(outcomes(result)).toEqual(["pass", "pass"]);
    expect(result.exitCode).toBe(0);
    expect(asks("listing").map(({ body }) => body)).toEqual([
      {
        consumerVersionSelectors: [{ mainBranch: true }],
        includePendingStatus: true,
        includeWipPactsSince: "2025-01-01",
        providerVersionBranch: "main",
      },
    ]);
    expect(asks("branch-version").map(({ line }) => line)).toEqual([
      "PUT /pacticipants/opencx/branches/main/versions/p2",
    ]);
    expect(asks("results").map(({ body }) => body)).toMatchObject([
      {
        success: true,
        providerApplicationVersion: "p2",
        buildUrl: "http://ci.example/7",
        testResults: [
          { interactionId: "interaction-0-of-0", success: true },
          { interactionId: "interaction-1-of-0", success: true },
        ],
      },
    ]);
    expect(result.published).toMatchObject([{ published: true }]);
  });

  it("fail, and the failure is published with what differed, and without the key", async () => {
    const { url, asks } = await broker({ pacts: [{ pact: await ourPact(FAILING, PASSING) }] });
    const result = await verifyAgainst(TAKES_ANY_KEY, { ...from(url), publication: AS_P2 });
    expect(outcomes(result)).toEqual(["pass", "fail"]);
    expect(result.exitCode).toBe(1);
    const [published] = asks("results");
    expect(published!.body).toMatchObject({
      success: false,
      testResults: [
        { success: true },
        {
          success: false,
          mismatches: expect.arrayContaining([
            { attribute: "status", description: expect.stringContaining("401") },
          ]),
        },
      ],
    });
    expect(JSON.stringify(published)).not.toContain(KEYS.valid);
    expect(asks("provider")).toEqual([]);
  });

  it("fail without counting where they are pending, and are published as failed", async () => {
    const { url, asks } = await broker({
      pacts: [{ pact: await ourPact(FAILING), pending: true }],
    });
    const selection = { enablePending: true, providerBranch: "main" };
    const result = await verifyAgainst(TAKES_ANY_KEY, { ...from(url, selection), publication: AS_P2 });
    expect(outcomes(result)).toEqual(["pending"]);
    expect(result.exitCode).toBe(0);
    expect(asks("results")[0]!.body).toMatchObject({ success: false });
  });

  it("keep apart what several consumers expect, and only the pact that is pending may fail", async () => {
    const never = pactJson(4, [send(), send({ status: 299 })]);
    const { url } = await broker({
      pacts: [{ pact: never, pending: true }, { pact: { ...never, consumer: { name: "other" } } }],
    });
    const result = await verifyAgainst({}, from(url, { enablePending: true, providerBranch: "main" }));
    expect(
      result.interactions.map(({ interaction, outcome }) => [interaction.split(" (")[0], outcome]),
    ).toEqual([
      ["bot: a send", "pass"],
      ["bot: a send", "pending"],
      ["other: a send", "pass"],
      ["other: a send", "fail"],
    ]);
    expect(result.exitCode).toBe(1);
  });

  it("with a state that nobody knows are refused before anything is sent to the provider", async () => {
    const { url } = await broker({
      pacts: [{ pact: pactJson(4, [send({ states: [{ name: "what a state" }] })]) }],
    });
    await withProvider({}, async (provider, seen) => {
      await expect(verifyPacts({ ...from(url), provider }, lines())).rejects.toThrow("what a state");
      expect(seen).toEqual([]);
    });
  });

  it("are skipped where a key is missing, and then not published", async () => {
    const { url, asks } = await broker({
      pacts: [{ pact: await ourPact("a message with a key that may only read", PASSING) }],
    });
    await withProvider({}, async ({ transport }) => {
      const provider = { transport, keys: { valid: KEYS.valid } };
      const result = await verifyPacts({ ...from(url), provider }, lines());
      expect(outcomes(result)).toEqual(["pass", "skipped"]);
      expect(result.exitCode).toBe(0);
      const { exitCode, published } = await verifyPacts(
        { ...from(url), provider, publication: AS_P2 },
        lines(),
      );
      expect(exitCode).toBe(3);
      expect(published).toMatchObject([{ published: false, reason: expect.stringMatching(/1 skipped/) }]);
    });
    expect(asks("results")).toEqual([]);
  });
});

describe("a broker that does not give its pacts", () => {
  it.each<[string, StandInOptions, Partial<PactSelection>, string]>([
    ["knows no such provider", {}, { providerName: "nobody" }, "No provider with name 'nobody' found"],
    ["has no pact that matches", {}, {}, "no pact with opencx matches the selectors"],
    ["refuses the token", { auth: "basic" }, {}, "400"],
    [
      "refuses a selector",
      { replies: { listing: "bad-selector-two" } },
      {},
      "environment with name 'mars' does not exist (at index 0)",
    ],
    [
      "names a problem",
      { replies: { listing: "bad-selector-problem-json" } },
      {},
      "environment with name 'mars' does not exist",
    ],
    ["cannot parse", { replies: { listing: "bad-json" } }, {}, "JSON::ParserError"],
    ["has a fault", { replies: { listing: "error-500" } }, {}, "An error has occurred"],
    ["never answers", { replies: { index: "hang" } }, {}, "none within 2 s"],
    ["stops amid an answer", { replies: { listing: "half" } }, {}, "none within 2 s"],
    ["breaks the connection", { replies: { listing: "cut" } }, {}, "other side closed"],
    ["is not at that path", { basePath: "/broker" }, {}, "404"],
  ])("because it %s says nothing about the provider", async (_, options, selection, reason) => {
    const { url } = await broker(options);
    const at = options.basePath === undefined ? url : url.replace(options.basePath, "");
    await withProvider({}, async (provider, seen) => {
      await expect(verifyPacts({ ...from(at, selection), provider }, lines())).rejects.toMatchObject({
        name: "UnavailableError",
        message: expect.stringContaining(reason),
      });
      expect(seen).toEqual([]);
    });
  });

  it("is asked again after a fault that passes", async () => {
    const { url, asks } = await broker({
      pacts: [{ pact: await ourPact(PASSING) }],
      replies: { listing: ["error-500", "for-verification-nothing"] },
    });
    await expect(verifyAgainst({}, from(url))).rejects.toMatchObject({ name: "UnavailableError" });
    expect(asks("listing")).toHaveLength(2);
  });
});

describe("a result", () => {
  it.each<[string, StandInOptions["replies"], string]>([
    ["the result with 401", { results: "results-refused-401" }, "401 Unauthorized"],
    ["the result with 403", { results: "results-refused-403" }, "403 Forbidden"],
    ["the result with 400", { results: "results-refused-400" }, "providerApplicationVersion: is missing"],
    ["the version with 401", { "branch-version": "provider-version-refused-401" }, "401 Unauthorized"],
    ["the version with 403", { "branch-version": "provider-version-refused-403" }, "403 Forbidden"],
    ["nothing, and does not answer", { results: "hang" }, "none within 2 s"],
  ])(
    "is not published where the broker refuses %s: that is said once, and ends in 3",
    async (_, replies, reason) => {
      const pact = await ourPact(PASSING);
      const { url } = await broker({
        pacts: [{ pact }, { pact: { ...pact, consumer: { name: "other" } } }],
        replies: replies!,
      });
      const publication = { ...AS_P2, providerBranch: "main" };
      const result = await verifyAgainst({}, { ...from(url), publication });
      expect(outcomes(result)).toEqual(["pass", "pass"]);
      expect(result.exitCode).toBe(3);
      expect(result.published.map(({ published }) => published)).toEqual([false, false]);
      const told = result.written.filter((line) => line.includes(reason));
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/^not published: Pact 0, Pact 1: /);
    },
  );

  it("that is refused leaves a failure a failure", async () => {
    const { url } = await broker({
      pacts: [{ pact: await ourPact(FAILING) }],
      replies: { results: "results-refused-403" },
    });
    const result = await verifyAgainst(TAKES_ANY_KEY, { ...from(url), publication: AS_P2 });
    expect(result.exitCode).toBe(1);
    expect(result.published).toMatchObject([{ published: false }]);
  });

  it("is not published where the provider cannot be reached, nor is its version put on a branch", async () => {
    const { url, asks } = await broker({ pacts: [{ pact: await ourPact(PASSING, FAILING), pending: true }] });
    const transport = httpTransport({ baseUrl: new URL("http://127.0.0.1:1") });
    const output = lines();
    const publication = { ...AS_P2, providerBranch: "main" };
    const selection = { enablePending: true, providerBranch: "main" };
    const provider = { transport, keys: KEYS };
    const result = await verifyPacts({ ...from(url, selection), provider, publication }, output);
    await transport.close();
    expect(outcomes(result)).toEqual(["inconclusive", "inconclusive"]);
    expect(result.exitCode).toBe(3);
    expect(asks("results")).toEqual([]);
    expect(asks("branch-version")).toEqual([]);
    expect(output.written.join("\n")).toContain("not published: Pact 0");
    expect(output.written.join("\n")).toContain("2 inconclusive of 2 interactions");
  });

  it("of a pact that needs a limit on requests is held back, and the others are published", async () => {
    const limited = JSON.parse(
      await readFile("contracts/pacts/opencx-client-limited-opencx.json", "utf8"),
    ) as JsonObject;
    const { url, asks } = await broker({ pacts: [{ pact: limited }, { pact: await ourPact(PASSING) }] });
    const result = await verifyAgainst({}, { ...from(url), publication: AS_P2 });
    expect(outcomes(result)).toEqual(["skipped", "pass"]);
    expect(result.published).toMatchObject([
      { published: false, reason: expect.stringContaining("1 skipped") },
      { published: true },
    ]);
    expect(result.exitCode).toBe(3);
    expect(asks("results")).toHaveLength(1);
  });

  it("of a pact with an inconclusive interaction is held back, and the others are published", async () => {
    const stuck = send({
      description: "stuck",
      states: [{ name: "a contact exists" }, { name: "a session exists" }],
    });
    const { url, asks } = await broker({
      pacts: [{ pact: pactJson(4, [send({ status: 299 }), stuck]) }, { pact: await ourPact(FAILING) }],
    });
    const result = await verifyAgainst(
      {
        problems: (call) => {
          if (call.operation === "createContact") throw new Error("down");
          return [];
        },
      },
      { ...from(url), publication: AS_P2 },
    );
    expect(outcomes(result)).toEqual(["fail", "inconclusive", "pass"]);
    expect(result.exitCode).toBe(1);
    expect(result.published.map(({ published }) => published)).toEqual([false, true]);
    expect(asks("results").map(({ line }) => line)).toEqual([expect.stringContaining("/pact-version/1/")]);
  });
});

describe("notices", () => {
  const pendingNotices = async () => {
    const { body } = await recording("for-verification-pending");
    const { pacts } = (body as { _embedded: { pacts: JsonObject[] } })._embedded;
    return (pacts[0]!.verificationProperties as { notices: { when: string; text: string }[] }).notices;
  };

  it.each([
    ["success_true_published_false", {}, undefined],
    ["success_true_published_true", {}, AS_P2],
    ["success_false_published_false", TAKES_ANY_KEY, undefined],
    ["success_false_published_true", TAKES_ANY_KEY, AS_P2],
  ])("are those from before and that of %s", async (ending, changed, publication) => {
    const { url } = await broker({ pacts: [{ pact: await ourPact(FAILING), pending: true }] });
    const selection = { enablePending: true, providerBranch: "main" };
    const result = await verifyAgainst(changed, {
      ...from(url, selection),
      ...(publication === undefined ? {} : { publication }),
    });
    const all = await pendingNotices();
    const [before, after] = [
      all.filter(({ when }) => when === "before_verification"),
      all.filter(({ when }) => when === `after_verification:${ending}`),
    ];
    const texts = [...before, ...after].map(({ text }) => text.replace("http://broker.example", url));
    expect(after).toHaveLength(1);
    expect(result.notices).toEqual(texts);
    for (const text of texts) expect(result.written).toContain(text);
  });

  it("are told for every pact, and for one that could not be judged only those from before", async () => {
    const notices = [
      { when: "before_verification", text: "before" },
      { when: "after_verification", text: "after" },
      { when: "after_verification:success_false_published_false", text: "failed" },
      { when: "after_the_next_release", text: "what this suite does not know" },
      { text: "always" },
    ];
    const unreachable = send({ states: [{ name: "a contact exists" }] });
    const { url } = await broker({
      pacts: [
        { pact: await ourPact(FAILING), notices },
        { pact: pactJson(4, [unreachable]), notices },
      ],
    });
    const result = await verifyAgainst(
      {
        ...TAKES_ANY_KEY,
        problems: (call) => {
          if (call.operation === "createContact") throw new Error("down");
          return [];
        },
      },
      from(url),
    );
    expect(outcomes(result)).toEqual(["fail", "inconclusive"]);
    expect(result.notices).toEqual(["before", "always", "after", "failed", "before", "always"]);
  });
});

describe("a named pact of a broker", () => {
  it("is verified alone, and its result is published by its own link", async () => {
    const { url, asks } = await broker({
      pacts: [{ pact: await ourPact(PASSING) }, { pact: await ourPact(FAILING) }],
    });
    const pact = `${url}/pacts/provider/opencx/consumer/opencx-client/pact-version/1/metadata/bWV0YQ`;
    const { access } = from(url);
    const result = await verifyAgainst({}, { pacts: [pact], access: access!, publication: AS_P2 });
    expect(outcomes(result)).toEqual(["pass"]);
    expect(result.published).toMatchObject([{ published: true }]);
    expect(asks("listing")).toEqual([]);
    expect(asks("results").map(({ line }) => line)).toEqual([expect.stringContaining("/pact-version/1/")]);
  });

  it("cannot be published where it has no link, before anything is sent to the provider", async () => {
    await withProvider({}, async (provider, seen) => {
      const pacts = ["contracts/pacts/opencx-client-opencx.json"];
      await expect(verifyPacts({ pacts, provider, publication: AS_P2 }, lines())).rejects.toMatchObject({
        name: "UsageError",
        message: expect.stringContaining("opencx-client-opencx.json"),
      });
      expect(seen).toEqual([]);
    });
  });
});
