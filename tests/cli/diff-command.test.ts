import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCli } from "./run-cli.ts";

const SPEC = "spec/opencx.openapi.yaml";
const folder = mkdtempSync(join(tmpdir(), "diff-"));
const at = (name: string) => join(folder, name);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

beforeAll(() => {
  vi.stubEnv("GITHUB_STEP_SUMMARY", at("step.md"));
  vi.stubEnv("NO_COLOR", "1");
  const spec = readFileSync(SPEC, "utf8");
  const edit = (name: string, from: string, to: string) => {
    expect(spec).toContain(from);
    writeFileSync(
      at(name),
      spec.replace(from, () => to),
    );
  };
  edit("breaking.yaml", "enum: [contact, agent]", "enum: [contact]");
  edit("risky.yaml", "should_take_over_session_from_ai:\n", "should_take_over:\n");
  edit("open.yaml", "\nsecurity:\n", "\nx-security:\n");
  edit("safe.yaml", "enum: [contact, agent]", "enum: [contact, agent, bot]");
});

describe("exits", () => {
  test.each([
    ["breaking", [], 1],
    ["breaking", ["--fail-on", "risky"], 1],
    ["breaking", ["--fail-on", "none"], 0],
    ["risky", [], 0],
    ["risky", ["--fail-on", "risky"], 1],
    ["safe", ["--fail-on", "risky"], 0],
  ] as const)("on a %s change with %j: %d", async (name, flags, code) => {
    const run = await runCli("diff", SPEC, at(`${name}.yaml`), "--safe", ...flags);
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain(`${name} `);
    expect(run.code).toBe(code);
  });

  test("0 on a document against itself", async () => {
    expect(await runCli("diff", SPEC, SPEC)).toMatchObject({ code: 0, stdout: "passed: no change\n" });
  });

  test.each([
    ["a file that is not there", ["diff", "nowhere.yaml", SPEC]],
    ["a format that is not there", ["diff", SPEC, SPEC, "--report", "constructor"]],
    ["a level that is not there", ["diff", SPEC, SPEC, "--fail-on", "safe"]],
    ["one document", ["diff", SPEC]],
    ["no document", ["diff"]],
    ["waivers that are none", ["diff", SPEC, SPEC, "--waivers", SPEC]],
    ["a pact that is none", ["diff", SPEC, SPEC, "--pact", "package.json"]],
  ])("2 on %s, without a stack", async (_what, args) => {
    const run = await runCli(...args);
    expect(run.code).toBe(2);
    expect(run.stderr).not.toMatch(/\n\s+at |defect/);
  });
});

describe("waivers", () => {
  const fingerprintOf = async () =>
    /waive by (\w{16})/.exec((await runCli("diff", SPEC, at("breaking.yaml"))).stdout)![1]!;
  const withWaiver = (line: string) => {
    writeFileSync(at("waivers.txt"), `${line}\n`);
    return runCli(
      "diff",
      SPEC,
      at("breaking.yaml"),
      "--waivers",
      at("waivers.txt"),
      "--pact",
      "contracts/pacts",
    );
  };

  test("let an accepted change pass, and the consumers that break by it", async () => {
    const run = await withWaiver(`${await fingerprintOf()} # nobody sends as agent, until 2999-12-31`);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("waived until 2999-12-31: nobody sends as agent");
  });

  test("take ids of changes, too", async () => {
    const id = "request-property-enum-value-removed";
    expect((await withWaiver(`${id} # nobody sends as agent, until 2999-12-31`)).code).toBe(0);
  });

  test.each([
    ["expired", "request-property-enum-value-removed # late, until 2020-01-01", "has expired"],
    ["unused", "api-removed-before-sunset # early, until 2999-12-31", "is used no more"],
  ])("fail when they are %s", async (_what, line, said) => {
    const run = await withWaiver(line);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain(said);
  });
});

describe("--operation", () => {
  const send = "post /chat/sessions/{any}/send";

  test("looks at one operation, whatever its parameters are called", async () => {
    const run = await runCli("diff", SPEC, at("breaking.yaml"), "--operation", send);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("POST /chat/sessions/{session_id}/send\n  breaking");
  });

  test("leaves out the changes of other operations, and the consumers that they break", async () => {
    const args = ["diff", SPEC, at("breaking.yaml"), "--pact", "contracts/pacts"];
    const run = await runCli(...args, "--operation", "GET /chat/sessions/{session_id}");
    expect(run).toMatchObject({ code: 0, stdout: "passed: no change\n" });
  });

  test("does not call a waiver of another operation unused", async () => {
    writeFileSync(at("other.txt"), "request-property-enum-value-removed # nobody, until 2999-12-31\n");
    const args = ["diff", SPEC, at("breaking.yaml"), "--waivers", at("other.txt")];
    const run = await runCli(...args, "--operation", "GET /chat/sessions/{session_id}");
    expect(run.code).toBe(0);
  });

  test("refuses one that neither document has, and names some that are there", async () => {
    const run = await runCli("diff", SPEC, SPEC, "--operation", "GET /nowhere");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("'POST /chat/sessions/{session_id}/send'");
  });
});

test("counts safe changes, and shows them with --safe", async () => {
  const [short, long] = [
    await runCli("diff", SPEC, at("safe.yaml")),
    await runCli("diff", SPEC, at("safe.yaml"), "--safe"),
  ];
  expect(short.stdout).toBe("1 safe change is not shown: `--safe` shows it.\npassed: 1 safe\n");
  expect(long.stdout).toContain("safe request-property-enum-value-added: ");
});

test("tells by area which rules safe changes take away", async () => {
  for (const flags of [[], ["--safe"]]) {
    const { code, stdout } = await runCli("diff", SPEC, at("open.yaml"), ...flags);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^authentication: \d+ rules cannot be enforced any more$/m);
  }
});

test("lists every change that can be reported", async () => {
  const { code, stdout } = await runCli("diff", "--list");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^request-body-max-length-decreased +breaking +request +request body: `maxLength` is smaller$/m,
  );
  expect(stdout.split("\n").length).toBeGreaterThan(1_000);
});

describe("--today", () => {
  const write = (name: string, paths: object) => {
    const document = { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths };
    writeFileSync(at(name), JSON.stringify(document));
    return at(name);
  };
  const get = { deprecated: true, "x-sunset": "2026-06-01", responses: { 200: { description: "ok" } } };

  test.each([
    ["2026-05-31", 1, "breaking api-path-removed-before-sunset"],
    ["2026-06-01", 1, "breaking api-path-removed-before-sunset"],
    ["2026-06-02", 0, "safe api-path-removed-with-deprecation"],
  ])("judges a sunset date as on %s", async (today, code, said) => {
    const [base, revision] = [write("sunset.json", { "/pets": { get } }), write("gone.json", {})];
    const run = await runCli("diff", base, revision, "--today", today, "--safe");
    expect(run.code).toBe(code);
    expect(run.stdout).toContain(said);
  });

  test.each(["tomorrow", "2026-02-30", "2026-6-1", ""])("refuses %j", async (today) => {
    const run = await runCli("diff", SPEC, SPEC, "--today", today);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("is not a valid date");
  });
});

test("names the rules and the interactions that a change touches", async () => {
  const run = await runCli("diff", SPEC, at("breaking.yaml"), "--pact", "contracts/pacts");
  expect(run.stdout).toMatch(/rules that cannot be enforced: request\/senders-accepted/);
  expect(run.stdout).toMatch(/breaks: opencx-client: a message of an agent/);
  expect(run.stdout).toMatch(/failed: 1 breaking change, 2 broken interactions/);
});

test("breaks no interaction where only answers that nobody expects change", async () => {
  const { stdout } = await runCli("diff", SPEC, at("safe.yaml"), "--pact", "contracts/pacts");
  expect(stdout).not.toContain("breaks");
});

test("writes every format, gives lines of the file, and renders a report again to the same text", async () => {
  const formats = ["json", "markdown", "sarif", "junit"].flatMap((name) => ["--report", name]);
  await runCli("diff", SPEC, at("breaking.yaml"), ...formats, "--report-dir", folder);
  const report = JSON.parse(readFileSync(at("changes.json"), "utf8"));
  const line = readFileSync(at("breaking.yaml"), "utf8")
    .split("\n")
    .findIndex((text) => text.includes("enum: [contact]"));
  expect(report.changes[0].line).toBe(line + 1);
  expect(readFileSync(at("step.md"), "utf8")).toContain(readFileSync(at("summary.md"), "utf8"));
  for (const name of ["markdown", "sarif", "junit"]) {
    const run = await runCli("report", "render", at("changes.json"), "--report", `${name}=${at("again")}`);
    expect(run.code).toBe(0);
    const file = { markdown: "summary.md", sarif: "results.sarif", junit: "junit.xml" }[name]!;
    expect(readFileSync(at("again"), "utf8")).toBe(readFileSync(at(file), "utf8"));
  }
});

test("renders nothing that is not a report", async () => {
  writeFileSync(at("half.json"), '{"schema":"opencx-conformance/report/1","rules":[{"id":"a/b"}]}');
  for (const file of ["package.json", at("half.json")]) {
    const run = await runCli("report", "render", file, "--report", `markdown=${at("none.md")}`);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("is not a report of this suite");
  }
});
