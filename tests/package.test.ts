import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = join(root, "node_modules");
const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-package-"));
const command = join(folder, "node_modules/.bin/opencx-conformance");

beforeAll(() => {
  execFileSync(process.execPath, ["scripts/build.ts"], { cwd: root, stdio: "inherit" });
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"))!;
  // The dependencies, and no others, are linked from here: the package is installed as any user does, without a registry.
  const overrides = Object.fromEntries(
    Object.keys(manifest.dependencies).map((name) => [name, `file:${join(modules, name)}`]),
  );
  write("package.json", JSON.stringify({ name: "empty", private: true, type: "module", overrides }));
  execFileSync(
    "npm",
    ["install", "--silent", "--offline", "--ignore-scripts", "--no-audit", `./${tarball}`],
    {
      cwd: folder,
    },
  );
  symlinkSync(join(modules, "vitest"), join(folder, "node_modules/vitest"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function node(...args: string[]) {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
}

describe("the installed package", () => {
  test("judges the embedded provider by its command, and writes the page, its style and script included", () => {
    const { status, stdout } = node(command, "--profile", "quick", "--report", "html=page.html");
    expect(stdout).toContain("the embedded provider is conformant");
    expect(status).toBe(0);
    const text = readFileSync(join(folder, "page.html"), "utf8");
    expect(text).toContain("color-scheme: light dark");
    expect(text).toContain("addEventListener");
  });

  test("names the command as its users type it, and its version", () => {
    const { status, stdout } = node(command, "--version");
    expect([status, stdout.trim()]).toEqual([0, manifest.version]);
    expect(readFileSync(command, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("says in one line that it needs a newer Node, where Node is too old", () => {
    const old = write(
      "old.cjs",
      `Object.defineProperty(process.versions, "node", { value: "20.11.0" }); require(${JSON.stringify(command)});`,
    );
    const { status, stdout, stderr } = node(old);
    expect([status, stdout, stderr]).toEqual([
      2,
      "",
      "opencx-conformance needs Node 24 or newer; this is 20.11.0\n",
    ]);
  });

  test("is a library", () => {
    const program = write(
      "library.mjs",
      `import { createClient, createReferenceProvider, rules, runConformance, UsageError } from "opencx-conformance";
      const provider = createReferenceProvider({ tokens: [{ token: "k" }] });
      const client = createClient({ baseUrl: "http://provider.localhost", token: "k", fetch: provider.fetch });
      const { response } = await client.POST("/chat/sessions", { body: {} });
      let verdict;
      for await (const event of runConformance({ fetch: provider.fetch, token: "k" }, { profile: "quick" }))
        if (event.type === "ended") verdict = event.result.verdict;
      console.log(response.status, rules.length > 100, verdict, UsageError.name);`,
    );
    const { stdout, stderr } = node(program);
    expect([stdout, stderr]).toEqual(["201 true conformant UsageError\n", ""]);
  });

  test("is a test suite of vitest, with one test for each rule", () => {
    write(
      "provider.test.mjs",
      `import { createReferenceProvider, rules } from "opencx-conformance";
      import { describeConformance } from "opencx-conformance/vitest";
      const provider = createReferenceProvider({ tokens: [{ token: "k" }] });
      const broken = async (request) => {
        const answer = await provider.fetch(request);
        return answer.status === 400 ? new Response(await answer.text(), { status: 200 }) : answer;
      };
      const some = rules.filter(({ id }) => /^(rejection\\/nested|ticketing|session-data\\/empty)/.test(id));
      describeConformance(() => ({ fetch: broken, token: "k" }), { profile: "quick", rules: some });`,
    );
    const { status } = node(
      join(modules, "vitest/vitest.mjs"),
      "run",
      "--reporter=json",
      "--outputFile=tests.json",
      `--root=${folder}`,
    );
    const tests = (
      JSON.parse(readFileSync(join(folder, "tests.json"), "utf8")) as {
        testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
      }
    ).testResults.flatMap((file) => file.assertionResults);
    const state = (id: string) => tests.find(({ title }) => title.startsWith(`${id}: `))?.status;
    expect(status).toBe(1);
    expect(state("rejection/nested-session-data")).toBe("failed");
    expect(state("ticketing/session-data-not-synced")).toBe("skipped");
    expect(state("session-data/empty-accepted")).toBe("passed");
    expect(tests.find(({ status }) => status === "failed")?.failureMessages[0]).toContain(
      'the page: "Nested objects are rejected with a 400."',
    );
  });

  test("has types that a strict compiler takes", () => {
    const program = write(
      "types.ts",
      `import { type ConformanceTarget, createClient, type Rule, rules, runConformance, type Verdict } from "opencx-conformance";
      import { describeConformance } from "opencx-conformance/vitest";
      const target: ConformanceTarget = { url: "http://127.0.0.1:1", token: "k" };
      const first: Rule | undefined = rules[0];
      describeConformance(target, { profile: "quick" });
      for await (const event of runConformance(target, { strict: true })) {
        if (event.type === "ended") { const verdict: Verdict = event.result.verdict; console.log(verdict, first?.id); }
      }
      const client = createClient({ baseUrl: "http://127.0.0.1:1", token: "k" });
      const { data } = await client.GET("/chat/sessions/{session_id}", { params: { path: { session_id: "1" } } });
      console.log(data?.custom_data);
      // @ts-expect-error a target needs a key
      runConformance({ url: "http://127.0.0.1:1" });`,
    );
    const { stdout } = node(
      join(modules, "typescript/bin/tsc"),
      ..."--noEmit --strict --module nodenext --target es2024 --lib es2024 --types node".split(" "),
      "--typeRoots",
      join(modules, "@types"),
      program,
    );
    expect(stdout).toBe("");
  });
});

test("publint finds nothing to say about the package", async () => {
  const { messages } = await publint({ pkgDir: root, strict: true });
  expect(messages).toEqual([]);
});
