import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AnyReport } from "../../src/reports/findings-of.ts";
import { changeFormats } from "../../src/reports/formats.ts";
import { parseXml } from "./well-formed-xml.ts";

// Each folder is one report, and what every format makes of it.
const folder = join(import.meta.dirname, "../fixtures/reports");
const reportOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, name, "report.json"), "utf8")) as AnyReport;
const written = (name: string, format: string) => changeFormats[format]!.render(reportOf(name), surroundings);
const surroundings = { command: "npx opencx-conformance", reportFile: "report.json" };
const sarifOf = (name: string) => JSON.parse(written(name, "sarif")).runs[0];

describe.each(readdirSync(folder))("%s", (name) => {
  test.each(["markdown", "sarif", "junit"])("is written as expected: %s", async (format) => {
    const file = join(folder, name, changeFormats[format]!.file);
    await expect(written(name, format)).toMatchFileSnapshot(file);
  });

  test("comes back whole from json", () => {
    expect(JSON.parse(written(name, "json"))).toEqual(reportOf(name));
  });

  test("is well-formed XML whose counts are those of its cases", () => {
    const suites = parseXml(written(name, "junit"));
    expect(suites.name).toBe("testsuites");
    const cases = suites.children.flatMap((suite) => suite.children);
    const count = (kind: string) => cases.filter(({ children }) => children[0]?.name === kind).length;
    expect(suites.attributes).toMatchObject({
      tests: String(cases.length),
      failures: String(count("failure")),
      errors: String(count("error")),
      skipped: String(count("skipped")),
    });
    expect(cases.length).toBeGreaterThan(0);
  });

  test("has SARIF results that name rules of the run, with a place, a fingerprint and a level", () => {
    const run = sarifOf(name);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.level).toMatch(/^(error|warning)$/);
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(URL.canParse(artifactLocation.uri, "file:///project/")).toBe(true);
      expect(artifactLocation.uri).not.toMatch(/[\s\\]/);
      expect(region.startLine).toBeGreaterThan(0);
      expect(result.partialFingerprints["finding/v1"]).not.toBe("");
    }
  });
});

const WAIVED = 1;

test("a waived failure fails in no format", () => {
  const suites = parseXml(written("broken", "junit"));
  expect(suites.attributes).toMatchObject({ failures: "1", skipped: String(WAIVED) });
  const suppressed = sarifOf("broken").results.filter((result: object) => "suppressions" in result);
  expect(suppressed.map((result: { ruleId: string }) => result.ruleId)).toEqual(["request/enums"]);
  const fails = written("broken", "markdown").split("### Warns")[0]!;
  expect(fails).not.toContain("request/enums");
});

test("what could not be told is an error to JUnit and a notification to SARIF, and passes nowhere", () => {
  expect(parseXml(written("broken", "junit")).attributes.errors).toBe("1");
  const [invocation] = sarifOf("broken").invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(JSON.stringify(invocation)).toContain("no answer came");
});

describe("hostile text", () => {
  const texts = ["markdown", "sarif", "junit"].map((format) => [format, written("hostile", format)] as const);

  test.each(texts)("leaves no control, direction mark or lone surrogate in %s", (_format, text) => {
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\ufeff]|\p{Cs}|\uffff/u);
  });

  test.each(texts)("is bounded in %s", (_format, text) => {
    expect(text.length).toBeLessThan(65_536);
  });

  test("makes no markup, link, image or mention in markdown", () => {
    const live = written("hostile", "markdown")
      // Escapes and code spans, in which nothing has a meaning, and mentions that a comment takes apart.
      .replace(/\\[!-/:-@[-`{-~]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|[@#]<!-- -->/g, "")
      .replace(/^(## |### |\s*- |<\/?(details|summary|sub)>)|<\/(summary|sub)>|\*\*/gm, "");
    expect(live).toContain("Could not be told");
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

test("a summary with thousands of findings still fits a comment", () => {
  const report = reportOf("broken") as Extract<AnyReport, { rules: unknown }>;
  const many = { ...report, rules: Array.from({ length: 2000 }, () => report.rules).flat() };
  const text = changeFormats.markdown!.render(many as AnyReport, surroundings);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/- and \d+ more/);
});
