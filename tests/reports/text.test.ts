import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { bodyText } from "../../src/reports/body-text.ts";
import type { Report } from "../../src/reports/report.ts";
import { type TextOptions, textReport } from "../../src/reports/text.ts";

/** Lines that a common terminal shows at once. */
const SCREEN = 50;
const fixture = (name: string) =>
  JSON.parse(readFileSync(`tests/fixtures/reports/${name}/report.json`, "utf8")) as Report;
const summary = (report: Report, options: Partial<TextOptions> = {}) =>
  textReport(report, { colour: false, whole: false, command: "npx opencx-conformance", ...options });
const broken = fixture("broken");
const [rule] = broken.rules as [Report["rules"][number]];
const many: Report = {
  ...broken,
  rules: Array.from({ length: 60 }, (_, index) => ({ ...rule, id: `area-${index % 5}/rule-${index}` })),
};

describe("the summary", () => {
  test("fits one screen, however much is broken, and says where the rest is", () => {
    const lines = summary(many).split("\n");
    expect(lines.length).toBeLessThan(SCREEN);
    expect(lines.join("\n")).toMatch(/^[\d,]+ more lines of evidence and scripts: --full prints them/m);
    expect(summary(many, { pageFile: "report.html" })).toMatch(/^[\d,]+ more lines .*: report\.html$/m);
  });

  test("ends with the broken rules and the verdict", () => {
    const text = summary(many);
    expect(text).toMatch(
      /\nfail area-4\/rule-9: a title of [^\n]+\nand 50 more\n\nacme is not conformant\n[^\n]*\n {2}60 rules/,
    );
  });

  test("holds every failure whole, with its script, where that is asked for", () => {
    const text = summary(many, { whole: true });
    for (const { id } of many.rules) expect(text).toContain(`replay report.json ${id}`);
    expect(text.match(/to see it in a shell:/g)).toHaveLength(many.rules.length);
    expect(text).not.toContain("more lines of evidence");
  });

  test("shows at once the first failure: its sentence, its requests, and how to see it again", () => {
    const text = summary(many);
    expect(text).toContain('the page: "Nested objects are rejected with a 400."');
    expect(text).toMatch(/< 200 .* {2}<- this answer breaks the rule/);
    expect(text).toMatch(/to run it again: .* replay report\.json area-0\/rule-0/);
  });

  test("puts first what fails, and of that what the fewest requests show", () => {
    const longer = rule.counterexample!;
    const exchanges = [...longer.exchanges, ...longer.exchanges];
    const rules = [
      { ...rule, id: "area/warns", outcome: "warn" as const },
      { ...rule, id: "area/long", counterexample: { ...longer, exchanges } },
      { ...rule, id: "area/short" },
    ];
    const heads = [...summary({ ...broken, rules }, { whole: true }).matchAll(/^(?:FAIL|WARN) (\S+)/gm)];
    expect(heads.map(([, id]) => id)).toEqual(["area/short", "area/long", "area/warns"]);
  });

  test("lets no control through to the terminal, wherever in a report it stands", () => {
    const report = fixture("hostile");
    const evil = report.subject.name;
    const words = { title: evil, quote: evil, reason: evil };
    const rules = report.rules.map(({ counterexample: it, ...each }) =>
      it === undefined
        ? { ...each, ...words }
        : { ...each, ...words, counterexample: { ...it, scenario: evil } },
    );
    const settings = { settleMs: 1, requestTimeoutMs: 1, spec: evil, options: [evil] };
    const hostile = { ...report, rules, profile: evil, settings };
    for (const kind of ["provider", "consumer"] as const)
      expect(summary({ ...hostile, subject: { ...report.subject, kind } }, { whole: true })).not.toMatch(
        /[^\P{Cc}\n]|[\u202a-\u202e\ufeff]|\p{Cs}/u,
      );
  });

  test("the line that runs a failure again can be pasted, whatever its files are called", () => {
    const settings = { settleMs: 1, requestTimeoutMs: 1, spec: "my api.yaml", options: [] };
    expect(summary({ ...broken, settings }, { reportFile: "it's #1.json" })).toMatch(
      /opencx-conformance replay 'it'\\''s #1\.json' \S+ --spec 'my api\.yaml'\n/,
    );
  });

  test("names areas without blame in one line, unless nothing is broken", () => {
    const fine = { ...rule, outcome: "pass" as const };
    const rules = [rule, ...["b/x", "c/x", "c/y"].map((id) => ({ ...fine, id }))];
    expect(summary({ ...broken, rules })).toMatch(/^ {2}rejection +1 fail\n {2}the other 2 areas +3 pass\n/);
    expect(summary({ ...broken, rules: rules.slice(1) })).toMatch(/^ {2}b {2}1 pass\n {2}c {2}2 pass\n/);
  });
});

describe("a body in a terminal", () => {
  const lines = (data: string, marks: Parameters<typeof bodyText>[1]) =>
    bodyText(data, marks, []).map(stripVTControlCharacters);
  const session = JSON.stringify({ id: "1", status: "open", channel: {}, custom_data: { a: 1, b: 2 }, z: 0 });

  test("is laid out around what is wrong, what is far from that counted", () => {
    expect(lines(session, { difference: { pointer: "/custom_data/b", expected: [3] } })).toEqual([
      "  {",
      "    … 3 more lines",
      '    "custom_data": {',
      '      "a": 1,',
      '-     "b": 3  (expected)',
      '+     "b": 2  (got)',
      "    },",
      "    … 2 more lines",
    ]);
  });

  test("shows what is missing where it should stand", () => {
    const difference = { pointer: "/custom_data/c", expected: [3] };
    expect(lines(session, { difference })).toContain('-     "c": 3  (expected, missing)');
  });

  test("is one line where nothing in it is marked, and where it is no JSON", () => {
    expect(lines(session, {})).toEqual([session]);
    expect(lines("<html>\u001b[31m", {})).toEqual(["<html>\\u001b[31m"]);
  });

  test("lets no control through in a marked line", () => {
    const data = JSON.stringify({ a: "\u202e\u0007", "\u009b2J": 1 });
    const painted = bodyText(data, { difference: { pointer: "/a", expected: ["\u202e"] } }, []).join("");
    for (const char of ["\u202e", "\u0007", "\u009b"]) expect(painted).not.toContain(char);
  });
});
