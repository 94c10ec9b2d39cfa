import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "components-"));
const at = (name: string) => join(folder, name);
const OPERATIONS = 300;

// Each operation takes the component in its request, and answers with it in a list.
function documentOf(color: object, operations = OPERATIONS) {
  const content = (schema: object) => ({ "application/json": { schema } });
  const pet = { $ref: "#/components/schemas/Pet" };
  const operation = {
    parameters: [{ $ref: "#/components/parameters/Limit" }],
    requestBody: { content: content(pet) },
    responses: { 200: { description: "ok", content: content({ type: "array", items: pet }) } },
  };
  const paths = Array.from(
    { length: operations },
    (_, index) => [`/pets/${index}`, { post: operation }] as const,
  );
  return {
    openapi: "3.0.3",
    info: { title: "Pets", version: "1" },
    paths: Object.fromEntries(paths),
    components: {
      parameters: { Limit: { name: "limit", in: "query", schema: { type: "integer", maximum: 9 } } },
      schemas: {
        Pet: { type: "object", properties: { color: { $ref: "#/components/schemas/Color" } } },
        Color: color,
      },
    },
  };
}

const write = (name: string, document: object) => {
  writeFileSync(at(name), JSON.stringify(document, null, 2));
  return at(name);
};
const colors = (...values: string[]) => ({ type: "string", enum: values });
const changes = async (base: string, revision: string, ...flags: string[]) => {
  const run = await runCli("diff", base, revision, ...flags, "--report", `json=${at("changes.json")}`);
  return { run, report: JSON.parse(readFileSync(at("changes.json"), "utf8")) };
};

let base = "";
let revision = "";
beforeAll(() => {
  vi.stubEnv("GITHUB_STEP_SUMMARY", at("step.md"));
  vi.stubEnv("NO_COLOR", "1");
  base = write("base.json", documentOf(colors("red", "blue")));
  revision = write("revision.json", documentOf(colors("red")));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("a change of a shared component is one finding that names its operations, and every report is small", async () => {
  const formats = ["markdown", "sarif", "junit", "html"];
  const { run, report } = await changes(
    base,
    revision,
    ...formats.flatMap((format) => ["--report", format]),
    "--report-dir",
    folder,
  );
  expect(report.counts).toEqual({ breaking: 1, risky: 0, safe: 0 });
  expect(report.changes).toMatchObject([
    { id: "request-property-enum-value-removed", level: "breaking", operations: { count: OPERATIONS } },
  ]);
  expect(report.changes[0].operations.named).toHaveLength(8);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain("the component schemas/Color\n  breaking");
  expect(run.stdout).toMatch(/touches 300 operations: POST \/pets\/0, .* and 292 more/);
  expect(run.stdout.length).toBeLessThan(1_000);
  for (const file of ["changes.json", "summary.md", "results.sarif", "junit.xml"])
    expect([file, statSync(at(file)).size < 10_000]).toEqual([file, true]);
});

test("one waiver covers it, by its fingerprint or by its id", async () => {
  const { fingerprint } = (await changes(base, revision)).report.changes[0];
  for (const key of [fingerprint, "request-property-enum-value-removed"]) {
    writeFileSync(at("waivers.txt"), `${key} # nobody has it, until 2999-12-31\n`);
    const { run, report } = await changes(base, revision, "--waivers", at("waivers.txt"));
    expect(run.code).toBe(0);
    expect(report.changes[0].waived.reason).toBe("nobody has it");
  }
});

test("a waiver by an id leaves what the change breaks in another way", async () => {
  const number = write("number.json", documentOf({ type: "integer" }));
  const { report } = await changes(base, number);
  expect(report.changes).toHaveLength(1);
  writeFileSync(at("waivers.txt"), `${report.changes[0].id} # nobody sends it, until 2999-12-31\n`);
  const half = await changes(base, number, "--waivers", at("waivers.txt"));
  expect(half.run.code).toBe(1);
  expect(half.report.changes[0].waived).toBeUndefined();
});

test("the fingerprint stays the same when further operations use the component", async () => {
  const few = await changes(
    write("few-base.json", documentOf(colors("red", "blue"), 3)),
    write("few.json", documentOf(colors("red"), 3)),
  );
  const many = await changes(base, revision);
  expect(few.report.changes[0].fingerprint).toBe(many.report.changes[0].fingerprint);
});

test("two changes of one component are two findings", async () => {
  const three = write("three.json", documentOf(colors("red", "blue", "green"), 3));
  const { report } = await changes(three, write("one.json", documentOf(colors("red"), 3)));
  expect(report.counts.breaking).toBe(2);
});

test("a shared parameter counts once, too", async () => {
  const document = documentOf(colors("red", "blue"));
  document.components.parameters.Limit.schema.maximum = 5;
  const { report } = await changes(base, write("limit.json", document));
  expect(report.changes).toMatchObject([
    { id: "request-parameter-max-decreased", operations: { count: OPERATIONS } },
  ]);
});

describe("--operation", () => {
  test("keeps the fingerprint of the change, and says what else it touches", async () => {
    const whole = await changes(base, revision);
    const one = await changes(base, revision, "--operation", "POST /pets/7");
    expect(one.report.changes).toMatchObject([
      { fingerprint: whole.report.changes[0].fingerprint, operations: { count: OPERATIONS } },
    ]);
  });
});

test("what each operation stopped to refer to is a change of that operation", async () => {
  const document = documentOf(colors("red", "blue"), 2);
  const before = write("before.json", document);
  for (const { post } of Object.values(document.paths)) post.parameters = [];
  const { report } = await changes(before, write("without.json", document));
  expect(report.changes.map(({ operation }: { operation: string }) => operation)).toEqual([
    "POST /pets/0",
    "POST /pets/1",
  ]);
});
