import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../cli/run-cli.ts";
import { KEYS, withProvider } from "./live-provider.ts";
import { pactJson, send } from "./pact-builder.ts";
import { ourPact, type StandInOptions, standInBroker } from "./stand-in-broker.ts";

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

const CAN_I_DEPLOY = [
  "can-i-deploy",
  "--pacticipant",
  "opencx",
  "--version",
  "p2",
  "--to-environment",
  "test",
];

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A broker, with the environment that names it. */
async function broker(options: StandInOptions) {
  const running = await standInBroker(options);
  open.push(running);
  const environment = { PACT_BROKER_BASE_URL: running.url, PACT_BROKER_TOKEN: "broker-token" };
  return { ...running, environment };
}

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
    expect(stdout).toContain("1 interaction: 1 pass");
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
    const { environment } = await broker({ pacts: [{ pact: await ourPact("a message of the contact") }] });
    const { code: exit, stdout } = await pact(["verify"], environment);
    expect(stdout).toContain("pass         opencx-client: a message of the contact");
    expect(exit).toBe(0);
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
    const { environment, asks } = await broker({ replies: { matrix: "matrix-failed" } });
    const tags = ["--tag", "a", "--tag", "b", "--tag", "c,d"];
    const published = await pact(
      ["publish", "--consumer-version", "1", "--branch", "main", ...tags, "ours.json"],
      environment,
    );
    expect(published.stdout).toContain("1 of 1 pacts published as of 1");
    expect(published.code).toBe(0);
    expect(asks("publish")[0]!.body).toMatchObject({ branch: "main", tags: ["a", "b", "c", "d"] });
    const deployed = await pact(CAN_I_DEPLOY, environment);
    expect(deployed.stdout).toContain("opencx p2 to test: no");
    expect(deployed.code).toBe(1);
  });

  it("takes 0 as the number of times to ask again", async () => {
    const { environment, asks } = await broker({ replies: { matrix: "matrix-missing" } });
    const { code } = await pact([...CAN_I_DEPLOY, "--retry-while-unknown", "0"], environment);
    expect(code).toBe(3);
    expect(asks("matrix")).toHaveLength(1);
  });
});

describe("a broker", () => {
  const commands = [["verify"], ["publish", "--consumer-version", "1", "ours.json"], CAN_I_DEPLOY];

  it.each(commands)(
    "that is down, refuses or never answers makes pact %s exit 3, with the reason",
    async (...args) => {
      const { url } = await broker({});
      const gone = await standInBroker({});
      await gone.close();
      const silent = await broker({ replies: { index: "hang", matrix: "hang" } });
      const targets = [
        [gone.url, "broker-token", "ECONNREFUSED"],
        [url, "wrong", "401 Unauthorized"],
        [silent.url, "broker-token", "none within 2 s"],
      ] as const;
      for (const [at, token, reason] of targets) {
        const broken = ["--broker-url", at, "--broker-token", token, "--broker-timeout", "2s"];
        const { code, stdout, stderr } = await pact([...args, ...broken]);
        expect([code, reason, stdout + stderr]).toEqual([3, reason, expect.stringContaining(reason)]);
        expect(stdout + stderr).not.toContain("defect");
        expect((stdout + stderr).split(reason)).toHaveLength(2);
      }
    },
  );

  it.each(["verify", "compare", "publish"])(
    "gets its credentials alone: pact %s of a URL elsewhere sends none",
    async (command) => {
      const { environment } = await broker({});
      const elsewhere = await broker({
        auth: "none",
        pacts: [{ pact: await ourPact("a message of the contact") }],
      });
      const url = `${elsewhere.url}/pacts/provider/opencx/consumer/x/pact-version/0/metadata/m`;
      const version = command === "publish" ? ["--consumer-version", "1"] : [];
      expect((await pact([command, ...version, url], environment)).code).toBe(0);
      expect(elsewhere.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
    },
  );

  it.each(["verify", "compare"])(
    "a URL that gives no pact makes pact %s --json exit 3, and say why",
    async (command) => {
      const { url } = await broker({ auth: "none" });
      const { code, stdout } = await pact([command, "--json", `${url}/no/such/pact`]);
      expect(code).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({
        exitCode: 3,
        reason: expect.stringContaining("404 Not Found"),
      });
    },
  );

  it.each<[string, string[], string]>([
    [
      "--publish of a file without a link",
      ["--publish", "--provider-version", "1", "ours.json"],
      "pb:publish-verification-results",
    ],
    ["--publish without a version", ["--publish"], "--provider-version"],
    [
      "--enable-pending for a named file",
      ["--enable-pending", "--provider-branch", "main", "ours.json"],
      "--enable-pending",
    ],
    [
      "a selector for a named file",
      ["--consumer-version-selector", '{"latest":true}', "ours.json"],
      "--consumer-version-selector",
    ],
    [
      "work in progress without pending",
      ["--include-wip-pacts-since", "2026-01-01", "--provider-branch", "main"],
      "--enable-pending",
    ],
    ["pending without a branch", ["--enable-pending"], "--provider-branch"],
    ["an empty version", ["--publish", "--provider-version", ""], "provider-version: it is empty"],
    ["an empty branch", ["--enable-pending", "--provider-branch", " "], "provider-branch: it is empty"],
    ["a password in the URL", ["--broker-url", "http://user:secret@127.0.0.1:1"], "--broker-username"],
    ["a token of two lines", ["--broker-token", "a\nb"], "broker-token: it holds"],
    ["an authority that is none", ["--ca", "ours.json"], "--ca"],
  ])("is not asked, and the exit code is 2, for %s", async (_, args, says) => {
    const { environment, asked } = await broker({});
    await withProvider({}, async ({ url }, seen) => {
      const live = ["--url", url, "--token", KEYS.valid];
      const { code, stderr } = await pact(["verify", ...live, ...args], environment);
      expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
      expect(stderr).not.toContain("secret");
      expect([...asked, ...seen]).toEqual([]);
    });
  });

  it.each([
    ["publish", "--consumer-version", "", "ours.json"],
    ["publish", "--consumer-version", "1", "--branch", "", "ours.json"],
    ["can-i-deploy", "--pacticipant", "opencx", "--version", "", "--to-environment", "test"],
    ["can-i-deploy", "--pacticipant", "opencx", "--version", "1", "--to-environment", ""],
  ])("is not asked by pact %s with %s %j", async (...args) => {
    const { environment, asked } = await broker({});
    expect((await pact(args, environment)).code).toBe(2);
    expect(asked).toEqual([]);
  });

  it("is not given results of the embedded provider", async () => {
    const { environment, asked } = await broker({});
    const { code, stderr } = await pact(["verify", "--publish", "--provider-version", "1"], environment);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--publish needs --url")]);
    expect(asked).toEqual([]);
  });

  it("that is not named makes what needs one exit 2", async () => {
    expect((await pact(["publish", "--consumer-version", "1", "ours.json"])).code).toBe(2);
    expect((await pact(CAN_I_DEPLOY)).code).toBe(2);
  });
});

describe("pact from-report", () => {
  it("writes the boundary corpus, and asks for something to write", async () => {
    expect((await pact(["from-report", "--corpus", "--out", "corpus.json"])).code).toBe(0);
    expect((await pact(["compare", "corpus.json"])).stdout).toContain("0 errors, 0 warnings");
    expect((await pact(["from-report", "--out", "nothing.json"])).code).toBe(2);
  });

  it.each([
    ["no/such.json", "cannot read the report"],
    ["corpus.json", "is not a report of this suite"],
  ])("refuses %s", async (report, reason) => {
    const { code, stderr } = await pact(["from-report", report, "--out", "nothing.json"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });
});
