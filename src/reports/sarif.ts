import { pathToFileURL } from "node:url";
import manifest from "../../package.json" with { type: "json" };
import { detailOf, type Finding, type Findings, shortText } from "./finding.ts";
import { shown } from "./plain.ts";

/** What GitHub takes of a file at most, in results. */
const MOST_RESULTS = 5000;

/**
 * SARIF 2.1.0: a result for each finding that fails or warns, with its fingerprint; waived ones are suppressed. What is
 * inconclusive is not a result, but a notification of the invocation. A result has a physical place only where a file
 * of the reader's project is meant.
 */
export function sarif({ findings, suite, problem }: Findings): string {
  const results = findings
    .filter(({ outcome }) => outcome === "fail" || outcome === "warn")
    .slice(0, MOST_RESULTS);
  const rules = new Map(results.map((finding) => [finding.id, finding]));
  const ids = [...rules.keys()];
  const open = findings.filter(({ outcome }) => outcome === "inconclusive");
  const notifications = [
    ...(problem === undefined ? [] : [{ level: "error", message: { text: shown(problem) } }]),
    ...open.map((finding) => ({ level: "warning", message: { text: literal(shortText(finding)) } })),
  ];
  const { name, version } = suite;
  const driver = { name, version, informationUri: manifest.homepage, rules: [...rules.values()].map(ruleOf) };
  const run = {
    tool: { driver },
    results: results.map((finding) => resultOf(finding, ids.indexOf(finding.id))),
    invocations: [
      { executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications },
    ],
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

function ruleOf(finding: Finding) {
  const text = finding.id.includes("/") ? finding.title : finding.id.replaceAll("-", " ");
  const said = detailOf(finding, "the page") ?? detailOf(finding, "source");
  return {
    id: finding.id,
    shortDescription: { text: literal(text) },
    help: said === undefined ? undefined : { text: literal(said) },
  };
}

function resultOf({ place, waived, ...finding }: Finding, ruleIndex: number) {
  const physicalLocation =
    place.uri === undefined
      ? undefined
      : {
          artifactLocation: { uri: uriOf(place.uri) },
          region: { startLine: place.line ?? 1 },
        };
  const justification = waived && shown(`${waived.reason} (until ${waived.until})`);
  return {
    ...{ ruleId: finding.id, ruleIndex },
    level: finding.outcome === "fail" ? "error" : "warning",
    message: { text: literal(shortText({ place, ...finding })) },
    locations: [{ physicalLocation, logicalLocations: [{ fullyQualifiedName: shown(place.name) }] }],
    partialFingerprints: { "finding/v1": finding.fingerprint },
    suppressions: waived && [{ kind: "external", justification }],
  };
}

/** Text in which nothing is a link or a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function literal(text: string): string {
  return text
    .split("\n")
    .map(shown)
    .join("\n")
    .replace(/[\\[\]](?=[^\n]*\]\()|\](?=\()/g, "\\$&")
    .replace(/\{(\d+)\}/g, "{{$1}}");
}

/** A relative reference stays one; what is none, such as a path from the root of a file system, becomes a URI. */
function uriOf(place: string): string {
  if (place.startsWith("/")) return pathToFileURL(place).href;
  return place.replace(/^\.\//, "").split(/[\\/]/).map(encodeURIComponent).join("/");
}
