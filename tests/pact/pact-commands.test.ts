import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../cli/run-cli.ts";
import { KEYS, withProvider } from "./live-provider.ts";
import { pactJson, send } from "./pact-builder.ts";
import { ourPact, recordedBroker } from "./recorded-broker.ts";

let folder = "";
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencx-pact-commands-"));
  await writeFile(file("ours.json"), JSON.stringify(await ourPact("a message of the contact")));
  await writeFile(file("keyless.json"), JSON.stringify(await ourPact("a message without an API key")));
  const foreign = send({ states: [{ name: "order 1 is open" }], statusRule: "success" });
  await writeFile(file("foreign.json"), JSON.stringify(pactJson(4, [foreign])));
  await writeFile(file("strict.json"), JSON.stringify(pactJson(2, [send({ status: 201 })])));
  await writeFile(file("map.yaml"), '"order 1 is open": { state: a session exists }\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a pact command as users do, in the folder of the test and with nothing else in the environment. */
async function pact(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const back = process.cwd();
  for (const name of Object.keys(process.env).filter((each) => /^(PACT|OPENCX)_/.test(each))) {
    vi.stubEnv(name, undefined);
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  process.chdir(folder);
  try {
    return await runCli("pact", ...args);
  } finally {
    process.chdir(back);
    vi.unstubAllEnvs();
  }
}

describe("pact verify", () => {
  it("verifies against the embedded provider where none is named", async () => {
    const { stdout, code: exit } = await pact(["verify", "ours.json"]);
    expect(stdout).toContain("1 interactions: 1 pass");
    expect(exit).toBe(0);
  });

  it("verifies a live provider by flag or environment, and exits 1 where it fails", async () => {
    await withProvider({ authorise: () => {} }, async ({ url }) => {
      const live = ["--url", url, "--token", KEYS.valid];
      expect((await pact(["verify", ...live, "ours.json"])).code).toBe(0);
      const environment = { OPENCX_BASE_URL: url, OPENCX_API_KEY: KEYS.valid };
      const { code: exit, stdout } = await pact(["verify", "--json", "keyless.json"], environment);
      expect(exit).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ exitCode: 1, interactions: [{ outcome: "fail" }] });
      expect(stdout).not.toContain(KEYS.valid);
    });
  });

  it("exits 2 for what it does not understand, before anything is sent", async () => {
    const { code: exit, stderr } = await pact(["verify", "foreign.json"]);
    expect(exit).toBe(2);
    expect(stderr).toContain('"order 1 is open" is not known');
    expect(stderr).toContain("known states:");
    expect((await pact(["verify"])).code).toBe(2);
    const selector = ["--consumer-version-selector", "main", "--broker-url", "http://127.0.0.1:1"];
    expect((await pact(["verify", ...selector])).code).not.toBe(0);
  });

  it("exits 3 where the provider cannot be reached", async () => {
    const { code: exit, stdout } = await pact([
      "verify",
      "--url",
      "http://127.0.0.1:1",
      "--token",
      "t",
      "ours.json",
    ]);
    expect(stdout).toContain("inconclusive");
    expect(exit).toBe(3);
  });

  it("takes the names of states from a file, or from the configuration", async () => {
    expect((await pact(["verify", "--state-map", "map.yaml", "foreign.json"])).code).toBe(0);
    const config = file("opencx-conformance.config.yaml");
    await writeFile(config, 'stateMap:\n  "order 1 is open": { state: a session exists }\n');
    try {
      expect((await pact(["verify", "foreign.json"])).code).toBe(0);
      expect((await pact(["compare", "foreign.json"])).code).toBe(0);
    } finally {
      await rm(config);
    }
  });

  it("takes the pacts of the broker that the environment names, where no others are named", async () => {
    const broker = await recordedBroker([{ pact: await ourPact("a message of the contact") }]);
    const environment = { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: "broker-token" };
    const { code: exit, stdout } = await pact(["verify"], environment);
    expect(stdout).toContain("pass         opencx-client: a message of the contact");
    expect(exit).toBe(0);
    await broker.close();
  });
});

describe("pact compare", () => {
  it("exits 0 with warnings, and 1 with --strict", async () => {
    const { code: exit, stdout } = await pact(["compare", "--json", "strict.json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      findings: [{ id: "open/status", level: "warning" }],
    });
    expect(exit).toBe(0);
    expect((await pact(["compare", "--strict", "strict.json"])).code).toBe(1);
  });

  it("exits 1 with an error, and 2 for a document that is none", async () => {
    expect((await pact(["compare", "foreign.json"])).code).toBe(1);
    expect((await pact(["compare", "--spec", "map.yaml", "ours.json"])).code).toBe(2);
  });
});

describe("pact publish and pact can-i-deploy", () => {
  it("speak to the broker with the token of the environment", async () => {
    const broker = await recordedBroker([], false);
    const environment = { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: "broker-token" };
    const published = await pact(
      ["publish", "--consumer-version", "1", "--branch", "main", "ours.json"],
      environment,
    );
    expect(published.stdout).toContain("1 pacts published as of 1");
    expect(published.code).toBe(0);
    const asked = ["--pacticipant", "opencx", "--version", "2", "--to-environment", "production"];
    const deployed = await pact(["can-i-deploy", ...asked], environment);
    expect(deployed.stdout).toContain("opencx 2 to production: no");
    expect(deployed.code).toBe(1);
    await broker.close();
  });

  it("exit 2 where no broker is named", async () => {
    expect((await pact(["publish", "--consumer-version", "1", "ours.json"])).code).toBe(2);
  });
});

describe("pact from-report", () => {
  it("writes the boundary corpus, and asks for something to write", async () => {
    expect((await pact(["from-report", "--corpus", "--out", "corpus.json"])).code).toBe(0);
    expect((await pact(["compare", "corpus.json"])).stdout).toContain("0 errors, 0 warnings");
    expect((await pact(["from-report", "--out", "nothing.json"])).code).toBe(2);
  });
});
