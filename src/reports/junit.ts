import { countsAgainst, type Finding, type Findings } from "./finding.ts";
import { shown } from "./plain.ts";

/**
 * JUnit's XML: a suite for each group, a case for each finding. What fails is a failure, what could not be told an
 * error; what was waived or not judged is skipped, and says why. What warns or is noted passes, and says so as its output.
 */
export function junit({ title, findings, suite, durationMs = 0 }: Findings): string {
  // A run without any case is taken for a broken one.
  const judged = findings.length > 0 ? findings : [{ ...NOTHING, title }];
  const suites = [...Map.groupBy(judged, (finding) => finding.group)];
  const time = (durationMs / 1000).toFixed(3);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: suite.name, ...countsOf(judged), time })}>`,
    ...suites.flatMap(([name, cases]) => [
      `  <testsuite${attributes({ name, ...countsOf(cases) })}>`,
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
  place: { uri: "", name: "" },
  fingerprint: "",
};

function testCase(finding: Finding): string[] {
  const outcome = outcomeOf(finding);
  const said = finding.details.map(({ name, text }) => `${name}: ${shown(text)}`);
  const head = `<testcase${attributes({ classname: finding.group, name: `${finding.id}: ${finding.title}` })}`;
  if (outcome === "passed" && (finding.standing === "passed" || said.length === 0)) return [`${head}/>`];
  if (outcome === "passed")
    return [`${head}>`, `  <system-out>${escaped(said.join("\n"))}</system-out>`, "</testcase>"];
  const { waived } = finding;
  const message = waived === undefined ? reasonOf(finding) : `waived until ${waived.until}: ${waived.reason}`;
  return [
    `${head}>`,
    `  <${outcome}${attributes({ message })}>${escaped(said.join("\n"))}</${outcome}>`,
    "</testcase>",
  ];
}

type JunitOutcome = "failure" | "error" | "skipped" | "passed";

function outcomeOf(finding: Finding): JunitOutcome {
  if (countsAgainst(finding)) return "failure";
  if (finding.waived !== undefined || finding.standing === "skipped") return "skipped";
  return finding.standing === "undecided" ? "error" : "passed";
}

function reasonOf({ details, title }: Finding): string {
  const said = (name: string) => details.find((detail) => detail.name === name)?.text;
  const [expected, got, reason] = [said("expected"), said("got"), said("reason")];
  return reason ?? (expected === undefined ? title : `expected ${expected}, got ${got}`);
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
