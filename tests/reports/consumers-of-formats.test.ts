import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv, type AnySchema } from "ajv";
import draft6 from "ajv/dist/refs/json-schema-draft-06.json" with { type: "json" };
import ajvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { validateStrict } from "ctrf";
// @ts-expect-error it brings no types
import harSchemas from "har-schema";
import { convertJUnitToCTRFReport } from "junit-to-ctrf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { beginReports, reportEvent, wantedReports, writeReports } from "../../src/cli/write-reports.ts";
import { readHar } from "../../src/consumer-harness/har.ts";
import { faults } from "../../src/lab/faults/registry.ts";
import type { ChangeReport } from "../../src/reports/change-report.ts";
import type { Format } from "../../src/reports/format.ts";
import { changeFormats, formats } from "../../src/reports/formats.ts";
import { type Report, reportOf } from "../../src/reports/report.ts";
import { runCli } from "../cli/run-cli.ts";
import { type Judged, judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

type AnyReport = Report | ChangeReport;

const surroundings = { command: "npx opencx-conformance", reportFile: "report.json" };
const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Every fixture, and the run of a broken provider with all that a report may hold.
const fixtures = join(import.meta.dirname, "../fixtures/reports");
const reports = new Map<string, AnyReport>(
  readdirSync(fixtures).map((name) => [
    name,
    JSON.parse(readFileSync(join(fixtures, name, "report.json"), "utf8")) as AnyReport,
  ]),
);
const NAMES = [...reports.keys(), "a run"];
const facts = {
  subject: { kind: "provider", name: "acme", url: "http://127.0.0.1:1", embedded: false },
  suite: { name: "opencx-conformance", version: "0.1.0", contract: "c".repeat(64) },
  startedAt: "2026-03-01T09:30:00.000Z",
} as const;
let run: Judged;
let report: Report;
beforeAll(async () => {
  const broken = faults.find(({ name }) => name === "session-data-replaced")!;
  run = await judge(providerWith(broken.behave()), { rules: /^(session-data|rejection|open)\// });
  report = reportOf(run.result, { ...facts, strict: false });
  reports.set("a run", report);
});

function written(name: string, format: string): string | undefined {
  const it = reports.get(name)!;
  const known = it.schema === "opencx-conformance/report/1" ? formats : changeFormats;
  return (known as Readonly<Record<string, Format<AnyReport>>>)[format]?.render(it, surroundings);
}

describe.each(NAMES)("of %s", (name) => {
  test("SARIF is what the published schema describes", () => {
    const ajv = new ajvDraft4.default({ strict: false, unicodeRegExp: false });
    addFormats.default(ajv);
    expect(ajv.validate(sarifSchema, JSON.parse(written(name, "sarif")!)), ajv.errorsText()).toBe(true);
  });

  test("CTRF is what its library takes, and its counts are those of its tests", () => {
    const ctrf: unknown = JSON.parse(written(name, "ctrf")!);
    validateStrict(ctrf);
    const { summary, tests } = ctrf.results;
    for (const status of ["passed", "failed", "skipped", "pending", "other"] as const)
      expect(summary[status]).toBe(tests.filter((each) => each.status === status).length);
  });

  test("JUnit is what the schema of Jenkins describes, and CTRF's converter finds the same failures in it", async () => {
    const xml = written(name, "junit")!;
    const schema = readFileSync("tests/fixtures/schemas/jenkins-junit.xsd", "utf8");
    const { errors } = await validateXML({ xml, schema });
    expect(errors.map(({ message }) => message)).toEqual([]);
    const file = join(folder, "junit.xml");
    writeFileSync(file, xml);
    const converted = await convertJUnitToCTRFReport(file);
    const { failed } = JSON.parse(written(name, "ctrf")!).results.summary;
    const errorsOf = xml.match(/<error /g)?.length ?? 0;
    expect(converted?.results.summary.failed).toBe(failed + errorsOf);
  });

  test("NDJSON is a line of JSON for each finding, and one for the end", () => {
    const lines = written(name, "ndjson")!.trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line).event);
    expect(events.at(-1)).toBe("ended");
    expect(new Set(events.slice(0, -1))).toEqual(new Set(lines.length === 1 ? [] : ["finding"]));
  });

  test("HAR is what its schema describes, where there is one", () => {
    const text = written(name, "har");
    if (text === undefined) expect(reports.get(name)!.schema).toBe("opencx-conformance/changes/1");
    else expectHar(text);
  });
});

function expectHar(text: string): { log: { comment: string; entries: unknown[] } } {
  const ajv = new Ajv({ strict: false });
  ajv.addMetaSchema(draft6);
  addFormats.default(ajv);
  for (const schema of Object.values<AnySchema>(harSchemas)) ajv.addSchema(schema);
  const value = JSON.parse(text);
  expect(ajv.validate("har.json#", value), ajv.errorsText()).toBe(true);
  return value;
}

describe("while a run goes on", () => {
  const live = () => {
    const wanted = wantedReports("a run", formats, ["ndjson", "har", "junit"], folder);
    for (const { file } of wanted) writeFileSync(file, "of an earlier run");
    beginReports(wanted, facts);
    const sizes = run.events.map((event) => {
      reportEvent(wanted, event);
      return readFileSync(join(folder, "events.ndjson"), "utf8").length;
    });
    writeReports(report, wanted, new PassThrough());
    return sizes;
  };

  test("NDJSON grows with every event, and ends as the report is rendered later", () => {
    const sizes = live();
    expect(sizes.slice(0, 3).every((size, index) => size > (sizes[index - 1] ?? 0))).toBe(true);
    const lines = readFileSync(join(folder, "events.ndjson"), "utf8");
    const events = lines.trimEnd().split("\n");
    expect(JSON.parse(events[0]!)).toEqual({ event: "planned", cases: expect.any(Number) });
    const broken = events.map((line) => JSON.parse(line)).flatMap((event) => event.broken ?? []);
    expect(broken).toContain("session-data/unsent-keys-stay");
    expect(lines.endsWith(written("a run", "ndjson")!)).toBe(true);
  });

  test("HAR comes to hold the whole session, and can be read as a recording", async () => {
    live();
    const file = join(folder, "session.har");
    const { log } = expectHar(readFileSync(file, "utf8"));
    expect(log.entries).toHaveLength(run.cases.flatMap(({ exchanges }) => exchanges).length);
    const { received } = readHar(file).case;
    const sent = (exchanges: Judged["cases"][number]["exchanges"]) =>
      exchanges.map(({ request, response }) => [request.path, request.body?.data, response?.status]).sort();
    expect(sent(received)).toEqual(sent(run.cases.flatMap(({ exchanges }) => exchanges)));
    const judged = await runCli("--har", file);
    expect(judged.code).toBe(1);
    expect(judged.stdout).toContain("session-data/unsent-keys-stay");
    // Which keys were wrong on purpose can still be told.
    expect(judged.stdout).not.toMatch(/(FAIL|WARN) (authentication|rejection)/);
  });

  test("HAR of a report says that it is a part", () => {
    const { log } = expectHar(written("a run", "har")!);
    expect(log.comment).toContain("not the whole session");
    expect(log.entries.length).toBeGreaterThan(0);
  });
});
