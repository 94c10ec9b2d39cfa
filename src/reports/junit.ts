import { countsAgainst, type Finding, type Findings } from "./finding.ts";
import { shown } from "./plain.ts";

/**
 * JUnit's XML: a suite for each group, a case for each finding with its share of the time. What fails is a failure, what
 * inconclusive is an error. What warns, was waived, or was not judged is skipped, and says why: few viewers show what
 * a case that passes says. What is noted passes, and says so as its output.
 */
export function junit({ title, findings, suite, durationMs = 0 }: Findings): string {
  // A run without any case is taken for a broken one.
  const judged = findings.length > 0 ? findings : [{ ...NOTHING, title }];
  const suites = [...Map.groupBy(judged, (finding) => finding.group)];
  const { skipped: _, ...counts } = countsOf(judged);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: suite.name, ...counts, time: seconds(durationMs) })}>`,
    ...suites.flatMap(([name, cases]) => [
      `  <testsuite${attributes({ name, ...countsOf(cases), time: seconds(timeOf(cases)) })}>`,
      ...cases.flatMap(testCase).map((line) => `    ${line}`),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ].join("\n")}\n`;
}

const NOTHING: Finding = {
  id: "nothing",
  group: "all",
  standing: "passed",
  title: "",
  details: [],
  place: { name: "" },
  fingerprint: "",
};

function testCase(finding: Finding): string[] {
  const outcome = outcomeOf(finding);
  const said = finding.details.map(({ name, text }) => `${name}: ${shown(text)}`);
  const name = `${finding.id}: ${finding.title}`;
  const head = `<testcase${attributes({ classname: finding.group, name, time: seconds(timeOf([finding])) })}`;
  if (outcome === "passed" && (finding.standing === "passed" || said.length === 0)) return [`${head}/>`];
  if (outcome === "passed")
    return [`${head}>`, `  <system-out>${escaped(said.join("\n"))}</system-out>`, "</testcase>"];
  return [
    `${head}>`,
    `  <${outcome}${attributes({ message: messageOf(finding) })}>${escaped(said.join("\n"))}</${outcome}>`,
    "</testcase>",
  ];
}

type JunitOutcome = "failure" | "error" | "skipped" | "passed";

function outcomeOf(finding: Finding): JunitOutcome {
  if (countsAgainst(finding)) return "failure";
  if (finding.waived !== undefined) return "skipped";
  const { standing } = finding;
  if (standing === "skipped" || standing === "warned") return "skipped";
  return standing === "undecided" ? "error" : "passed";
}

function messageOf({ details, title, waived, standing }: Finding): string {
  if (waived !== undefined) return `waived until ${waived.until}: ${waived.reason}`;
  const said = (name: string) => details.find((detail) => detail.name === name)?.text;
  const [expected, got, reason] = [said("expected"), said("got"), said("reason")];
  const message = reason ?? (expected === undefined ? title : `expected ${expected}, got ${got}`);
  return standing === "warned" ? `warning: ${message}` : message;
}

function timeOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function countsOf(findings: readonly Finding[]): Record<string, string> {
  const count = (outcome: JunitOutcome) =>
    String(findings.filter((finding) => outcomeOf(finding) === outcome).length);
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

/** Text for XML 1.0, which has no way to write most control characters: `shown` has made escapes of those. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (char) => entities[char]!);
}
