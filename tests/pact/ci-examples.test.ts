import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { freePort } from "../helpers/free-port.ts";
import { ourPact, standInBroker } from "./stand-in-broker.ts";

const run = promisify(execFile);
const LAUNCH = resolve("src/cli/launch.cts");

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
}

let folder = "";
const port = await freePort();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencx-ci-"));
  await mkdir(join(folder, "bin"));
  await cp("contracts/pacts", join(folder, "pacts"), { recursive: true });
  // The user's own scripts: tests that have written pacts, and a provider that is slow to start.
  await shim(
    "npm",
    `[ "$*" = "run start:test" ] || exit 0
echo $$ > "${folder}/provider.pid"; sleep 1.5; exec "${process.execPath}" "${LAUNCH}" mock --port ${port} --token test-key`,
  );
  await shim("npx", `shift; exec "${process.execPath}" "${LAUNCH}" "$@"`);
});
afterAll(async () => {
  const pid = await readFile(join(folder, "provider.pid"), "utf8").catch(() => "");
  if (pid !== "") process.kill(Number(pid));
  await rm(folder, { recursive: true, force: true });
});

async function shim(name: string, script: string): Promise<void> {
  await writeFile(join(folder, "bin", name), `#!/bin/bash\n${script}\n`);
  await chmod(join(folder, "bin", name), 0o755);
}

/** A job as it stands in the document; only the provider's port is another. */
async function jobOf(name: string): Promise<Job> {
  const text = await readFile("docs/pact.md", "utf8");
  const block = new RegExp(`^    jobs:\\n      ${name}:\\n(?:(?:     .*)?\\n)+`, "m").exec(text)![0];
  const document = block.replaceAll(/^ {4}/gm, "").replaceAll("8080", String(port));
  return (parse(document) as { jobs: Record<string, Job> }).jobs[name]!;
}

/** Runs the steps as GitHub does, and gives what the last one printed. */
async function steps({ env: shared = {}, steps: all }: Job, values: Readonly<Record<string, string>>) {
  const filled = (env: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ \w+\.(\w+) \}\}/, (_, key: string) => values[key] ?? ""),
      ]),
    );
  const kept = Object.entries(process.env).filter(([name]) => !/^(PACT|OPENCX|GITHUB)_/.test(name));
  const github = { GITHUB_SHA: "abc123", GITHUB_REF_NAME: "main", GITHUB_HEAD_REF: "" };
  const outputs: string[] = [];
  for (const { run: script, env = {} } of all) {
    if (script === undefined) continue;
    const background = script.trimEnd().endsWith("&") ? " > /dev/null 2>&1 &" : "";
    const { stdout } = await run("bash", ["-e", "-c", script.trimEnd().replace(/&$/, "") + background], {
      cwd: folder,
      env: {
        ...Object.fromEntries(kept),
        ...filled(shared),
        ...filled(env),
        ...github,
        PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      },
    });
    outputs.push(stdout);
  }
  return outputs;
}

it("the CI example for a consumer team works as it stands", async () => {
  const broker = await standInBroker({});
  const outputs = await steps(await jobOf("contract"), {
    PACT_BROKER_BASE_URL: broker.url,
    PACT_BROKER_TOKEN: "broker-token",
  });
  await broker.close();
  expect(outputs.at(-1)).toContain("2 of 2 pacts published as of abc123");
  expect(broker.asks("publish")[0]!.body).toMatchObject({ branch: "main" });
});

it("the CI example for a provider team works as it stands, and waits for the provider", async () => {
  const broker = await standInBroker({
    pacts: [{ pact: await ourPact("a message of the contact"), pending: true }],
  });
  const outputs = await steps(await jobOf("verify"), {
    PACT_BROKER_BASE_URL: broker.url,
    PACT_BROKER_TOKEN: "broker-token",
    TEST_KEY: "test-key",
    TEST_READ_ONLY_KEY: "",
  });
  await broker.close();
  expect(outputs.at(-2)).toContain("published as of abc123: Pact 0");
  expect(outputs.at(-1)).toContain("opencx abc123 to production: yes");
});
