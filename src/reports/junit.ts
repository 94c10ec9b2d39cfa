import { detailOf, evidenceLines, type Finding, type Findings, standingOf } from "./finding.ts";
import { shown } from "./plain.ts";

/**
 * JUnit's XML: a suite for each group, a case for each finding with its share of the time. What fails is a failure, what
 * is inconclusive is an error. What warns, was waived, or was not judged is skipped, and says why: few viewers show what
 * a case that passes says. What is observed passes, and says so as its output.
 */
export function junit({ title, findings, suite, durationMs = 0 }: Findings): string {
  // A run without any case is taken for a broken one.
  const judged = findings.length > 0 ? findings : [{ ...NOTHING, title }];
  const { skipped: _, ...counts } = countsOf(judged);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: suite.name, ...counts, time: seconds(durationMs) })}>`,
    ...[...Map.groupBy(judged, ({ group }) => group)].flatMap(([name, cases]) => [
      `  <testsuite${attributes({ name, ...countsOf(cases), time: timeOf(cases) })}>`,
      ...cases.flatMap(testCase).map((line) => `    ${line}`),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ].join("\n")}\n`;
}

const NOTHING: Finding = {
  id: "nothing",
  group: "all",
  outcome: "pass",
  title: "",
  details: [],
  place: { name: "" },
  fingerprint: "",
};

function testCase(finding: Finding): string[] {
  const element = ELEMENTS[standingOf(finding)];
  const name = `${finding.id}: ${finding.title}`;
  const head = `<testcase${attributes({ classname: finding.group, name, time: timeOf([finding]) })}`;
  const said = evidenceLines(finding);
  const isOutput = element === "system-out";
  if (isOutput && (finding.outcome === "pass" || said.length === 0)) return [`${head}/>`];
  const message = isOutput ? "" : attributes({ message: messageOf(finding) });
  return [`${head}>`, `  <${element}${message}>${escaped(said.join("\n"))}</${element}>`, "</testcase>"];
}

/** What a case holds, which says how it came out: one that passes has output alone. */
const ELEMENTS = {
  fail: "failure",
  inconclusive: "error",
  warn: "skipped",
  skipped: "skipped",
  waived: "skipped",
  pass: "system-out",
  observed: "system-out",
};

function messageOf(finding: Finding): string {
  const { title, waived, outcome } = finding;
  if (waived !== undefined) return `waived until ${waived.until}: ${waived.reason}`;
  const expected = detailOf(finding, "expected");
  const message =
    detailOf(finding, "reason") ??
    (expected === undefined ? title : `expected ${expected}, got ${detailOf(finding, "got")}`);
  return outcome === "warn" ? `warning: ${message}` : message;
}

function timeOf(findings: readonly Finding[]): string {
  return seconds(findings.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function countsOf(findings: readonly Finding[]) {
  const count = (element: string) =>
    String(findings.filter((finding) => ELEMENTS[standingOf(finding)] === element).length);
  return {
    tests: String(findings.length),
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(shown(value))}"`)
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML 1.0, which has no way to write most control characters: `shown` has made escapes of those. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
}
