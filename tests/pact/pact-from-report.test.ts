import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchange } from "../../src/http/exchange.ts";
import type { JsonObject } from "../../src/json/json.ts";
import { comparePacts } from "../../src/pact/compare/compare-pacts.ts";
import { pactFromReport } from "../../src/pact/pact-from-report.ts";
import { verifyPacts } from "../../src/pact/verify-pacts.ts";
import { type Report, reportOf } from "../../src/reports/report.ts";
import { runConformance } from "../../src/running/run.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour as correct } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { lines, verifyAgainst, withProvider } from "./live-provider.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencx-from-report-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The report about a provider with these changes, judged by these rules. */
function reportAbout(changed: Partial<Behaviour>, areas: RegExp, nonce: string): Promise<Report> {
  return withProvider(changed, async (provider) => {
    const run = runConformance(provider, {
      contract: pageContract,
      rules: rules.filter(({ id }) => areas.test(id)),
      profile: "quick",
      seed: 1,
      nonce,
      strict: true,
      workers: 1,
      bounds: { maxRequests: 400, maxSessions: 200, maxTimeMs: 30_000, settleMs: 200 },
    });
    let step = await run.next();
    while (!step.done) step = await run.next();
    const facts = {
      subject: { kind: "provider" as const, name: "planted", embedded: true },
      suite: { name: "opencx-conformance", version: "0", contract: pageContract.digest },
      strict: true,
    };
    return reportOf(step.value, facts);
  });
}

const faults: readonly { fault: string; areas: RegExp; changed: Partial<Behaviour> }[] = [
  {
    fault: "accepts nested objects",
    // One rule each: a failure then has all of the time for cutting down, also on a busy machine.
    areas: /^rejection\/nested-session-data$/,
    changed: {
      problems: async (call) =>
        (await correct.problems(call)).filter(({ place }) => !/custom_data\//.test(place)),
    },
  },
  {
    fault: "replaces session data",
    areas: /^session-data\/unsent-keys-stay$/,
    changed: {
      merge: (call, record, seen, sent) =>
        record.kind === "session" && Object.keys(sent).length > 0
          ? new Map(Object.entries(sent))
          : correct.merge(call, record, seen, sent),
    },
  },
  {
    fault: "drops falsy values",
    areas: /^session-data\/sent-keys-added$/,
    changed: {
      sentSessionData: (call) =>
        Object.fromEntries(Object.entries(correct.sentSessionData(call)).filter(([, value]) => value)),
    },
  },
  { fault: "asks for no key", areas: /^authentication\//, changed: { authorise: () => {} } },
  {
    fault: "accepts a send without sender",
    areas: /^request\//,
    changed: {
      problems: async (call) => (await correct.problems(call)).filter(({ place }) => place !== "/sender"),
    },
  },
];

describe("a counterexample of a provider that", () => {
  it.each(faults)(
    "$fault becomes a pact that this provider fails and a correct one passes",
    async ({ changed, areas }) => {
      const written: string[] = [];
      for (const nonce of ["0badcafe", "12345678"]) {
        const out = join(folder, `${nonce}.pact.json`);
        const report = await reportAbout(changed, areas, nonce);
        const output = lines();
        const { exitCode, interactions } = await pactFromReport({ report, out }, output);
        expect([exitCode, interactions > 0], output.written.join("\n")).toEqual([0, true]);
        written.push(await readFile(out, "utf8"));
        expect(written.at(-1)).not.toMatch(new RegExp(`${nonce}|the-key-of-the-run`));
      }
      expect(written[0]).toBe(written[1]);

      const pacts = [join(folder, "0badcafe.pact.json")];
      const faulty = await verifyAgainst(changed, { pacts });
      expect(faulty.exitCode).toBe(1);
      const sound = await verifyPacts({ pacts }, lines());
      expect(sound.interactions.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
      const compared = await comparePacts({ pacts }, lines());
      expect(compared.findings).toEqual([]);
    },
  );
});

describe("the boundary corpus", () => {
  it("becomes a pact that the embedded provider passes, the same bytes each time", async () => {
    const files = [join(folder, "corpus-1.json"), join(folder, "corpus-2.json")];
    for (const out of files) expect((await pactFromReport({ corpus: true, out }, lines())).exitCode).toBe(0);
    const [first, second] = await Promise.all(files.map((file) => readFile(file, "utf8")));
    expect(first).toBe(second);
    const json = JSON.parse(first!) as JsonObject;
    const all = json.interactions as JsonObject[];
    expect(new Set(all.map(({ description }) => description)).size).toBe(all.length);
    // All of them take ten seconds; every eighth says as much about the writing.
    const some = join(folder, "some.json");
    await writeFile(
      some,
      JSON.stringify({ ...json, interactions: all.filter((_, index) => index % 8 === 0) }),
    );
    const { interactions, exitCode } = await verifyPacts({ pacts: [some] }, lines());
    expect(interactions.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(exitCode).toBe(0);
    expect((await comparePacts({ pacts: [files[0]!] }, lines())).findings).toEqual([]);
  });
});

it("cannot tell where nothing failed", async () => {
  const report = { rules: [{ id: "a/b", title: "t" }] };
  const output = lines();
  expect((await pactFromReport({ report, out: join(folder, "none.json") }, output)).exitCode).toBe(3);
  expect(output.written.join()).toContain("nothing was written");
});

it("leaves out what a pact cannot say, and says so", async () => {
  const send: Exchange = {
    step: 0,
    purpose: "step",
    operation: "sendMessage",
    credential: "half",
    request: {
      method: "POST",
      path: "/chat/sessions/s/send",
      headers: [],
      body: { encoding: "utf8", data: "{}" },
    },
    startedMs: 0,
    endedMs: 1,
  };
  const rule = {
    id: "authentication/half",
    title: "half a key is refused",
    counterexample: { exchanges: [send], tag: "x" },
  };
  const output = lines();
  expect(
    (await pactFromReport({ report: { rules: [rule] }, out: join(folder, "none.json") }, output)).exitCode,
  ).toBe(3);
  expect(output.written[0]).toContain("left out authentication/half");
});

it("refuses to write nothing", async () => {
  const attempt = pactFromReport({ out: join(folder, "x.json") }, lines());
  await expect(attempt).rejects.toMatchObject({ name: "UsageError", message: "there is nothing to write" });
});

it("takes only the rules asked for, and refuses unknown ones", async () => {
  const attempt = pactFromReport(
    { report: { rules: [] }, rules: ["no/such-rule"], out: join(folder, "x.json") },
    lines(),
  );
  await expect(attempt).rejects.toThrow("no/such-rule");
});
