import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { findFault } from "../../src/lab/faults/registry.ts";
import type { Report } from "../../src/reports/report.ts";
import { CANARY_RULES } from "../../src/running/canary-rules.ts";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { command } from "../helpers/command.ts";
import { lagging } from "../helpers/providers.ts";

const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-canary-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A provider that counts what it is asked. */
async function counting(behaviour: Behaviour = correctBehaviour) {
  const provider = createReferenceProvider({ tokens: [{ token: "a-key-of-production" }], behaviour });
  const asked: string[] = [];
  const server = await listen({
    ...provider,
    fetch: (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return provider.fetch(request);
    },
  });
  onTestFinished(server.close);
  return { url: server.url, asked };
}

const canary = (url: string, ...more: string[]) =>
  command(["--url", url, "--profile", "canary", ...more], {
    cwd: folder,
    env: { OPENCX_API_KEY: "a-key-of-production" },
  });

/** Every run sends at most 20 requests, in one session. */
function expectFew(asked: readonly string[]) {
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(20);
  expect(asked.filter((line) => line === "POST /chat/sessions").length).toBe(1);
  expect(asked.filter((line) => line.includes("/contacts"))).toEqual([]);
  (asked as string[]).length = 0;
}

test("the evidence of a canary is compared with a canary, and fails on drift only", async () => {
  const broken = await counting(findFault("session-data-replaced").behave());
  const run = ["--evidence-log", "log.ndjson", "--report", "json=earlier.json"];
  expect(await canary(broken.url, ...run)).toMatchObject({ code: 1 });
  const judged = await command(["--evidence", "log.ndjson", "--baseline", "earlier.json"], { cwd: folder });
  expect(judged).toMatchObject({ code: 0, stdout: expect.stringContaining("no change of behaviour") });
});

test("a canary fails on drift only, and says the verdict whatever it is", async () => {
  const sound = await counting();
  expect(await canary(sound.url, "--report", "json=sound.json")).toMatchObject({ code: 0 });
  expectFew(sound.asked);
  const again = await canary(sound.url, "--baseline", "sound.json");
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/is conformant[\s\S]*no change of behaviour/),
  });
  expectFew(sound.asked);

  const broken = await counting(findFault("session-data-replaced").behave());
  const drifted = await canary(broken.url, "--baseline", "sound.json", "--report", "json=broken.json");
  expect(drifted).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /is not conformant[\s\S]*session-data\/unsent-keys-stay .*"pass" -> "fail"/,
    ),
  });
  expectFew(broken.asked);
  const known = await canary(
    broken.url,
    "--baseline",
    "broken.json",
    "--max-requests",
    "500",
    "--max-sessions",
    "9",
  );
  expect(known).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/is not conformant[\s\S]*no change/),
  });
  expectFew(broken.asked);
  const mended = await canary(sound.url, "--baseline", "broken.json");
  expect(mended).toMatchObject({ code: 1, stdout: expect.stringContaining('"fail" -> "pass"') });
});

test("a canary could not tell where reads are very late, the key is wrong, or nothing answers", async () => {
  const late = await counting({ ...correctBehaviour, ...lagging(() => 60_000) });
  expect(await canary(late.url)).toMatchObject({ code: 3 });
  expectFew(late.asked);
  const { url, asked } = await counting();
  expect(await canary(url, "--token", "another-key")).toMatchObject({
    code: 3,
    stdout: expect.stringContaining("the key is not accepted"),
  });
  expectFew(asked);
  expect(await canary("http://127.0.0.1:1")).toMatchObject({ code: 3 });
});

test("a canary judges every rule that it is for", async () => {
  const { url } = await counting();
  await canary(url, "--report", "json=rules.json");
  const { rules } = JSON.parse(readFileSync(join(folder, "rules.json"), "utf8")) as Report;
  const passed = rules.filter(({ outcome }) => outcome === "pass").map(({ id }) => id);
  expect(CANARY_RULES.filter((id) => !passed.includes(id))).toEqual([]);
});

test("a canary is compared with a canary, and certifies nothing", async () => {
  const { url, asked } = await counting();
  await command(["--profile", "quick", "--rule", "response/success", "--report", "json=quick.json"], {
    cwd: folder,
  });
  expect(await canary(url, "--baseline", "quick.json")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("a canary is compared with a canary"),
  });
  expect(await canary(url, "--certificate", "c.json", "--key", "k.pem")).toMatchObject({ code: 2 });
  expect(asked).toEqual([]);
});
