import { afterEach, describe, expect, it } from "vitest";
import type { BrokerSource } from "../../src/pact/broker-source.ts";
import { canIDeploy, publishPacts } from "../../src/pact/broker-tool.ts";
import { verifyPacts } from "../../src/pact/verify-pacts.ts";
import { KEYS, lines, verifyAgainst, withProvider } from "./live-provider.ts";
import { pactJson, send } from "./pact-builder.ts";
import { type BrokerPact, ourPact, recordedBroker } from "./recorded-broker.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

async function broker(pacts: readonly BrokerPact[], deployable?: boolean | null) {
  const running = await recordedBroker(pacts, deployable);
  open.push(running);
  return running;
}

const TOKEN = { token: "broker-token" };
const PUBLISHING = {
  publish: true,
  providerVersion: "2.0.0",
  providerBranch: "main",
  buildUrl: "http://ci.example/7",
};

function verify(
  url: string,
  changed: Parameters<typeof verifyAgainst>[0],
  source: Partial<BrokerSource> = {},
) {
  return verifyAgainst(changed, { pacts: [], broker: { ...TOKEN, url, providerName: "opencx", ...source } });
}

describe("pacts of a broker", () => {
  it("are verified by the selectors, with pending and work in progress, and the result is published", async () => {
    const pacts = [{ pact: await ourPact("a message of the contact", "a message without an API key") }];
    const { url, asks } = await broker(pacts);
    const result = await verify(
      url,
      {},
      { ...PUBLISHING, pending: true, includeWipSince: "2025-01-01", selectors: [{ mainBranch: true }] },
    );
    expect(result.interactions.map(({ outcome }) => outcome)).toEqual(["pass", "pass"]);
    expect(result.exitCode).toBe(0);
    expect(result.notices).toEqual(["Pact 0 is verified as the latest of its main branch."]);
    const asked = asks("POST /pacts/provider/opencx/for-verification");
    // Once by us, to know the states beforehand, and once by the verifier: both ask the same.
    expect(asked.map(({ body }) => body)).toEqual(
      Array(2).fill({
        consumerVersionSelectors: [{ mainBranch: true }],
        includePendingStatus: true,
        includeWipPactsSince: "2025-01-01",
        providerVersionBranch: "main",
      }),
    );
    expect(asks("PUT /pacticipants/opencx/branches/main/versions/2.0.0")).toHaveLength(1);
    const [published] = asks(
      "POST /pacts/provider/opencx/consumer/opencx-client/pact-version/0/verification-results",
    );
    expect(published!.body).toMatchObject({
      success: true,
      providerApplicationVersion: "2.0.0",
      buildUrl: "http://ci.example/7",
    });
  });

  it("fail, and the failure is published", async () => {
    const { url, asks } = await broker([
      { pact: await ourPact("a message without an API key", "a message of the contact") },
    ]);
    const result = await verify(url, { authorise: () => {} }, PUBLISHING);
    expect(result.interactions.map(({ outcome }) => outcome)).toEqual(["pass", "fail"]);
    expect(result.exitCode).toBe(1);
    const [published] = asks(
      "POST /pacts/provider/opencx/consumer/opencx-client/pact-version/0/verification-results",
    );
    expect(published!.body).toMatchObject({ success: false });
    expect(JSON.stringify(published)).not.toContain(KEYS.valid);
  });

  it("fail without counting where they are pending", async () => {
    const pact = await ourPact("a message without an API key");
    const { url } = await broker([{ pact, pending: true }]);
    const result = await verify(url, { authorise: () => {} }, { pending: true, providerBranch: "main" });
    expect(result.interactions.map(({ outcome }) => outcome)).toEqual(["pending"]);
    expect(result.exitCode).toBe(0);
  });

  it("keep apart what several consumers expect", async () => {
    const { url } = await broker([
      { pact: await ourPact("a message without an API key") },
      { pact: pactJson(4, [send(), send({ status: 299, description: "never" })]) },
    ]);
    const result = await verify(url, { authorise: () => {} });
    expect(
      result.interactions.map(({ interaction, outcome }) => [interaction.split(" (")[0], outcome]),
    ).toEqual([
      ["opencx-client: a message without an API key", "fail"],
      ["bot: a send", "pass"],
      ["bot: never", "fail"],
    ]);
  });

  it("with a state that nobody knows are refused before anything is sent to the provider", async () => {
    const { url } = await broker([{ pact: pactJson(4, [send({ states: [{ name: "what a state" }] })]) }]);
    await withProvider({}, async (provider, seen) => {
      const source = { ...TOKEN, url, providerName: "opencx" };
      await expect(verifyPacts({ pacts: [], broker: source, provider }, lines())).rejects.toMatchObject({
        code: "unknown-provider-state",
      });
      expect(seen).toEqual([]);
    });
  });

  it("are skipped, and not published, where a key is missing", async () => {
    const { url, asks } = await broker([
      { pact: await ourPact("a message with a key that may only read", "a message of the contact") },
    ]);
    await withProvider({}, async ({ transport }) => {
      const provider = { transport, keys: { valid: KEYS.valid } };
      const source = { ...TOKEN, url, providerName: "opencx" };
      const result = await verifyPacts({ pacts: [], broker: source, provider }, lines());
      expect(result.interactions.map(({ outcome }) => outcome)).toEqual(["pass", "skipped"]);
      expect(result.exitCode).toBe(0);
      const publishing = verifyPacts({ pacts: [], broker: { ...source, ...PUBLISHING }, provider }, lines());
      await expect(publishing).rejects.toMatchObject({ code: "cannot-publish" });
    });
    expect(
      asks("POST /pacts/provider/opencx/consumer/opencx-client/pact-version/0/verification-results"),
    ).toEqual([]);
  });

  it.each<[string, Partial<BrokerSource>]>([
    ["no-provider-version", { publish: true }],
    ["no-provider-branch", { pending: true }],
    ["broker", { providerName: "unheard-of" }],
    ["broker", { token: "wrong" }],
    ["broker", { url: "http://127.0.0.1:1" }],
  ])("are refused with %s for %j", async (code, source) => {
    const { url } = await broker([]);
    await expect(verify(url, {}, source)).rejects.toMatchObject({ name: "UsageError", code });
  });

  it("are not published as verified by the embedded provider", async () => {
    const source = { ...TOKEN, url: "http://127.0.0.1:1", providerName: "opencx", ...PUBLISHING };
    await expect(verifyPacts({ pacts: [], broker: source }, lines())).rejects.toMatchObject({
      code: "publish-embedded",
    });
  });
});

describe("publish", () => {
  it("hands every pact to the broker, with version, branch and build", async () => {
    const { url, asks, asked } = await broker([]);
    const output = lines();
    const { exitCode } = await publishPacts(
      {
        pacts: ["contracts/pacts"],
        broker: { ...TOKEN, url },
        consumerVersion: "1.0.0",
        branch: "main",
        buildUrl: "http://ci.example/8",
      },
      output,
    );
    expect(exitCode).toBe(0);
    expect(output.written).toContain("Pact successfully published");
    expect(output.written.at(-1)).toBe("2 pacts published as of 1.0.0");
    const bodies = asks("POST /contracts/publish").map(
      ({ body }) => body as { contracts: { consumerName: string }[] },
    );
    expect(bodies.map(({ contracts }) => contracts[0]!.consumerName).toSorted()).toEqual([
      "opencx-client",
      "opencx-client-limited",
    ]);
    expect(bodies[0]).toMatchObject({
      pacticipantVersionNumber: "1.0.0",
      branch: "main",
      buildUrl: "http://ci.example/8",
    });
    expect(asked.every(({ authorization }) => authorization === "Bearer broker-token")).toBe(true);
  });

  it("cannot tell where the broker refuses or is down", async () => {
    const { url } = await broker([]);
    for (const target of [
      { url, token: "wrong" },
      { ...TOKEN, url: "http://127.0.0.1:1" },
    ]) {
      const output = lines();
      const { exitCode } = await publishPacts(
        { pacts: ["contracts/pacts"], broker: target, consumerVersion: "1" },
        output,
      );
      expect(exitCode).toBe(3);
      expect(output.written.join()).not.toBe("");
    }
  });
});

describe("can-i-deploy", () => {
  it.each([
    [true, 0, "yes"],
    [false, 1, "no"],
    [null, 3, "nobody knows yet"],
  ] as const)("answers %s with exit code %i", async (deployable, expected, word) => {
    const { url, asks } = await broker([], deployable);
    const output = lines();
    const { exitCode } = await canIDeploy(
      { broker: { ...TOKEN, url }, pacticipant: "opencx", version: "2", toEnvironment: "production" },
      output,
    );
    expect(exitCode).toBe(expected);
    expect(output.written.at(-1)).toContain(`opencx 2 to production: ${word}`);
    expect(asks("GET /matrix").length).toBeGreaterThan(0);
  });

  it("cannot tell where the broker is down", async () => {
    const output = lines();
    const { exitCode } = await canIDeploy(
      {
        broker: { url: "http://127.0.0.1:1" },
        pacticipant: "opencx",
        version: "2",
        toEnvironment: "production",
      },
      output,
    );
    expect(exitCode).toBe(3);
    expect(output.written.join()).toContain("127.0.0.1:1");
  });
});
