import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { readAnyReport, readRunReport } from "../../src/reports/read-report.ts";
import { type Report, reportOf } from "../../src/reports/report.ts";
import { judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

const schemaOf = (name: string) => JSON.parse(readFileSync(`spec/schemas/${name}.schema.json`, "utf8"));
const fixture = (name: string) => readFileSync(`tests/fixtures/reports/${name}/report.json`, "utf8");

async function reportOn(provider: Parameters<typeof judge>[0]): Promise<Report> {
  const { result } = await judge(provider);
  return reportOf(result, {
    subject: { kind: "provider", name: "acme", url: "http://127.0.0.1:1", embedded: false },
    suite: { name: "opencx-conformance", version: "0.1.0", contract: "c" },
    strict: false,
    drift: [{ place: "GET /a 200", kind: "member", seen: "b" }],
  });
}

test.each(["report", "changes", "evidence"])("the schema of %s is one of draft 2020-12", (name) => {
  const schema = schemaOf(name);
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validateSchema(schema)).toBe(true);
});

describe("takes what the suite writes:", () => {
  test("the report of a run on a sound provider", async () => {
    const report = await reportOn(providerWith());
    expect(readRunReport(JSON.stringify(report), "report.json")).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test("the report of a run on a broken one, with its counterexamples", async () => {
    const sound = providerWith();
    const report = await reportOn(async (request) => {
      const answer = await sound(request);
      return request.url.endsWith("/send") && answer.ok ? Response.json({ success: "yes" }) : answer;
    });
    expect(report.rules.some(({ counterexample }) => counterexample !== undefined)).toBe(true);
    expect(() => readRunReport(JSON.stringify(report), "report.json")).not.toThrow();
  });

  test.each(["conformant", "broken", "hostile", "changes", "no-changes"])("the fixture %s", (name) => {
    expect(() => readAnyReport(fixture(name), name)).not.toThrow();
  });
});

describe("refuses what it does not:", () => {
  const report = JSON.parse(fixture("broken"));

  test.each([
    ["null", "it is not an object of JSON"],
    [
      "{}",
      "its member schema is missing, and not one of opencx-conformance/report/1, opencx-conformance/changes/1",
    ],
    [
      '{"schema":"opencx-conformance/report/0"}',
      'its member schema is "opencx-conformance/report/0", and not one of',
    ],
    ['{"schema":"opencx-conformance/changes/1"}', "it must have required property 'base'"],
  ])("%s, and says why", (text, why) => {
    expect(() => readAnyReport(text, "old.json")).toThrow(`old.json is not a report of this suite: ${why}`);
  });
  test.each([
    ["another schema", { ...report, schema: "opencx-conformance/report/2" }],
    ["another verdict", { ...report, verdict: "fine" }],
    ["a rule without outcome", { ...report, rules: [{ ...report.rules[0], outcome: undefined }] }],
    ["an id that is markup", { ...report, rules: [{ ...report.rules[0], id: "<b>/x" }] }],
    ["exchanges that are none", { ...report, rules: [withExchanges(["x"])] }],
    ["no object", []],
  ])("%s", (_what, value) => {
    expect(() => readAnyReport(JSON.stringify(value), "it")).toThrow(/is not a report of this suite/);
  });

  function withExchanges(exchanges: unknown) {
    const [rule] = report.rules;
    return { ...rule, counterexample: { ...rule.counterexample, exchanges } };
  }

  test("the report of a comparison, where that of a run is wanted", () => {
    expect(() => readRunReport(fixture("changes"), "it")).toThrow(/is not a report of this suite/);
  });
});
