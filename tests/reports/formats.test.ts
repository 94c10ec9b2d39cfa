import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ChangeReport } from "../../src/reports/change-report.ts";
import type { Format } from "../../src/reports/format.ts";
import { changeFormats, formats } from "../../src/reports/formats.ts";
import type { Report } from "../../src/reports/report.ts";
import { parseXml } from "./well-formed-xml.ts";

type AnyReport = Report | ChangeReport;

// Each folder is one report, and what every format makes of it.
const folder = join(import.meta.dirname, "../fixtures/reports");
const reportOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, name, "report.json"), "utf8")) as AnyReport;
const formatsOf = (report: AnyReport) =>
  (report.schema === "opencx-conformance/report/1" ? formats : changeFormats) as Readonly<
    Record<string, Format<AnyReport>>
  >;
const written = (name: string, format: string) =>
  formatsOf(reportOf(name))[format]!.render(reportOf(name), surroundings);
const surroundings = { command: "npx opencx-conformance", reportFile: "report.json" };
const sarifOf = (name: string) => JSON.parse(written(name, "sarif")).runs[0];

describe.each(readdirSync(folder))("%s", (name) => {
  // The page is looked at in a browser, and JSON is what all are made of.
  const names = Object.keys(formatsOf(reportOf(name))).filter((each) => each !== "html" && each !== "json");

  test.each(names)("is written as expected: %s", async (format) => {
    const file = join(folder, name, formatsOf(reportOf(name))[format]!.file);
    await expect(written(name, format)).toMatchFileSnapshot(file);
  });

  test("comes back whole from json", () => {
    expect(JSON.parse(written(name, "json"))).toEqual(reportOf(name));
  });

  test("is well-formed XML whose counts are those of its cases, and whose times add up", () => {
    const suites = parseXml(written(name, "junit"));
    expect(suites.name).toBe("testsuites");
    const cases = suites.children.flatMap((suite) => suite.children);
    const count = (kind: string) => cases.filter(({ children }) => children[0]?.name === kind).length;
    expect(suites.attributes).toMatchObject({
      tests: String(cases.length),
      failures: String(count("failure")),
      errors: String(count("error")),
    });
    expect(cases.length).toBeGreaterThan(0);
    const seconds = suites.children.reduce((sum, { attributes }) => sum + Number(attributes.time), 0);
    expect([0, Number(suites.attributes.time)]).toContain(Math.round(seconds * 1000) / 1000);
  });

  test("has SARIF results that name rules of the run, with a fingerprint, a level, and a place that is a reference", () => {
    const run = sarifOf(name);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.level).toMatch(/^(error|warning)$/);
      expect(result.locations[0].logicalLocations[0].fullyQualifiedName).not.toBe("");
      expect(result.partialFingerprints["finding/v1"]).not.toBe("");
      const { physicalLocation: place } = result.locations[0];
      if (place === undefined) continue;
      expect(URL.canParse(place.artifactLocation.uri, "file:///project/")).toBe(true);
      expect(place.artifactLocation.uri).not.toMatch(/[\s\\]/);
      expect(place.region.startLine).toBeGreaterThan(0);
    }
  });
});

test("a place is a file of the reader's project, and none where nothing there is meant", () => {
  const report = reportOf("broken") as Report;
  const placeOf = (it: Report) =>
    JSON.parse(formats.sarif!.render(it, surroundings)).runs[0].results[0].locations[0].physicalLocation;
  expect(placeOf(report)).toBeUndefined();
  const settings = { settleMs: 1, requestTimeoutMs: 1, options: [], spec: "api/openapi.yaml" };
  expect(placeOf({ ...report, settings }).artifactLocation.uri).toBe("api/openapi.yaml");
  const changes = reportOf("changes") as Extract<AnyReport, { revision: string }>;
  const uriOf = (revision: string) =>
    JSON.parse(changeFormats.sarif!.render({ ...changes, revision }, surroundings)).runs[0].results[0]
      .locations[0].physicalLocation?.artifactLocation.uri;
  expect(uriOf("./api/openapi.yaml")).toBe("api/openapi.yaml");
  expect(uriOf("git:HEAD~1:api/openapi.yaml")).toBe("api/openapi.yaml");
  expect(uriOf("http://127.0.0.1:1/openapi.yaml")).toBeUndefined();
});

test("what the fewest requests show comes first, wherever it stands in the report", () => {
  const report = reportOf("broken") as Report;
  const rule = report.rules.find(({ outcome, waived }) => outcome === "fail" && waived === undefined)!;
  const it = rule.counterexample!;
  const longer = { ...it, exchanges: [...it.exchanges, ...it.exchanges] };
  const rules = [
    { ...rule, id: "a/longer", counterexample: longer },
    { ...rule, id: "b/simple" },
  ];
  const text = formats.markdown!.render({ ...report, rules }, surroundings);
  expect(text.match(/^- \*\*[^*]+/gm)).toEqual(["- **b/simple", "- **a/longer"]);
});

test("the report of a program speaks of a program, and names no replay, which there is none of", () => {
  const report = reportOf("broken") as Report;
  const subject = { ...report.subject, kind: "consumer" as const };
  for (const [name, { render }] of Object.entries(formats)) {
    if (name === "json") continue;
    const text = render({ ...report, subject }, surroundings);
    expect([name, text.match(/replay report|(?:this|the) provider/gi)]).toEqual([name, null]);
  }
});

const WAIVED = 1;

test("a waived failure fails in no format", () => {
  const suites = parseXml(written("broken", "junit"));
  expect(suites.attributes).toMatchObject({ failures: "1" });
  const skips = suites.children.flatMap((suite) => suite.children.flatMap(({ children }) => children));
  expect(skips.filter(({ attributes }) => attributes.message?.startsWith("waived"))).toHaveLength(WAIVED);
  const suppressed = sarifOf("broken").results.filter((result: object) => "suppressions" in result);
  expect(suppressed.map((result: { ruleId: string }) => result.ruleId)).toEqual(["request/enums"]);
  const fails = written("broken", "markdown").split("### Warns")[0]!;
  expect(fails).not.toContain("request/enums");
});

test("a warning is seen in JUnit, and fails nothing", () => {
  const cases = parseXml(written("broken", "junit")).children.flatMap((suite) => suite.children);
  const warned = cases.find(({ attributes }) => attributes.name?.startsWith("request/types"))!;
  expect(warned.children).toMatchObject([
    { name: "skipped", attributes: { message: "warning: expected a 4xx answer, got 200" } },
  ]);
});

test("what is inconclusive is an error to JUnit and a notification to SARIF, and passes nowhere", () => {
  expect(parseXml(written("broken", "junit")).attributes.errors).toBe("1");
  const [invocation] = sarifOf("broken").invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(JSON.stringify(invocation)).toContain("no answer came");
});

describe("hostile text", () => {
  // A format that is registered is held by these without being named.
  const texts = Object.keys(formats).map((format) => [format, written("hostile", format)] as const);

  test.each(texts)("leaves no control, direction mark or lone surrogate in %s", (_format, text) => {
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\ufeff]|\p{Cs}|\uffff/u);
  });

  test.each(texts)("is bounded in %s", (format, text) => {
    expect(text.length).toBeLessThan(format === "html" ? 200_000 : 65_536);
  });

  test("makes no markup, link, image or mention in markdown", () => {
    const live = written("hostile", "markdown")
      // Escapes and code spans, in which nothing has a meaning, and mentions that a comment takes apart.
      .replace(/\\[!-/:-@[-`{-~]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|[@#]<!-- -->/g, "")
      .replace(/^(## |### |\s*- |\s*<\/?(details|summary|sub)>)|<\/(summary|sub)>|\*\*/gm, "");
    expect(live).toContain("Inconclusive");
    expect(live).not.toMatch(/[<>[\]`*_@#|&]|:\/\//);
  });

  test("makes no link or placeholder in SARIF", () => {
    const messages = sarifOf("hostile").results.map(
      (result: { message: { text: string } }) => result.message.text,
    );
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      expect(message).not.toMatch(/(?<!\\)\]\(/);
      expect(message.replaceAll("{{0}}", "")).not.toContain("{0}");
    }
  });
});

test("a summary with thousands of findings fits a comment, and what is seen of it one screen", () => {
  const report = reportOf("broken") as Report;
  const many = { ...report, rules: Array.from({ length: 2000 }, () => report.rules).flat() };
  const text = formats.markdown!.render(many, surroundings);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/- and \d+ more/);
  const innermost = /<details>(?:(?!<details>)[\s\S])*?<\/details>/g;
  const seen = text.replace(innermost, "").replace(innermost, "").split("\n");
  expect(seen.filter((line) => line.trim() !== "").length).toBeLessThan(60);
});
