import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Report } from "../../src/reports/report.ts";
import { runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "baseline-"));
const at = (name: string) => join(folder, name);
const judged = (...args: string[]) => runCli("provider", "--rule", "response/*", "--rule", "open/*", ...args);
const provider = (...args: string[]) => judged("--profile", "quick", ...args);
const read = (name: string) => JSON.parse(readFileSync(at(name), "utf8")) as Report;

/** Writes the first report again, with another status of accepted sends. */
function otherwise(name: string): string {
  const report = read("first.json");
  const rules = report.rules.map((rule) =>
    rule.id === "open/accepted-status" ? { ...rule, observed: 202 } : rule,
  );
  writeFileSync(at(name), JSON.stringify({ ...report, rules }));
  return at(name);
}

beforeAll(async () => {
  vi.stubEnv("NO_COLOR", "1");
  expect((await provider("--report", `json=${at("first.json")}`)).code).toBe(0);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("a second run on the same provider shows no change", async () => {
  const run = await provider("--baseline", at("first.json"), "--fail-on-change");
  expect(run.stdout).toContain("no change of behaviour since");
  expect(run.code).toBe(0);
});

test("a change is told, and fails only where it is to; the verdict stays", async () => {
  const told = await provider("--baseline", otherwise("other.json"));
  expect(told.stdout).toMatch(/1 change of behaviour since .*other\.json/);
  expect(told.stdout).toContain("open/accepted-status (the status of an accepted send): 202 -> 200");
  expect(told.code).toBe(0);

  const args = [
    "--fail-on-change",
    "--report",
    `json=${at("second.json")}`,
    "--report",
    `junit=${at("junit.xml")}`,
  ];
  const failed = await provider("--baseline", at("other.json"), ...args);
  expect(failed.stdout).toContain("failed: 1 change of behaviour");
  expect(failed.code).toBe(1);
  expect(read("second.json").verdict).toBe("conformant");
  expect(readFileSync(at("junit.xml"), "utf8")).toContain(
    '<testsuite name="behaviour" tests="1" failures="1"',
  );
});

test("a gate without anything to compare could not tell", async () => {
  writeFileSync(at("empty.json"), JSON.stringify({ ...read("first.json"), rules: [] }));
  expect((await provider("--baseline", at("empty.json"), "--fail-on-change")).code).toBe(3);
});

test.each([
  ["no baseline", ["--fail-on-change"]],
  ["a baseline that is not there", ["--baseline", "nowhere.json"]],
  ["a baseline that is not a report", ["--baseline", "package.json"]],
])("with %s nothing is sent", async (_what, args) => {
  const run = await provider(...args);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe("");
});

test("by a document that says less, what it lacks is listed: of a run, and of its recording", async () => {
  const spec = readFileSync("spec/opencx.openapi.yaml", "utf8");
  writeFileSync(at("less.yaml"), spec.replaceAll("ticket_number", "ticket_no"));
  const place = "GET /chat/sessions/{session_id} 200";
  const lacking = [{ place, kind: "member", seen: "ticket_number" }];
  const theirs = ["--spec", at("less.yaml")];
  const live = [...theirs, "--evidence-log", at("log.ndjson"), "--report", `json=${at("live.json")}`];
  const recorded = [...theirs, "--evidence", at("log.ndjson"), "--report", `json=${at("recorded.json")}`];

  expect((await provider(...live)).stdout).toContain(`${place}: member ticket_number`);
  await judged(...recorded);
  expect(read("live.json").drift).toEqual(lacking);
  expect(read("recorded.json").drift).toEqual(lacking);
  expect(read("first.json").drift).toEqual([]);
});
