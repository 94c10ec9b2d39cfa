import { pathToFileURL } from "node:url";
import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from "node-sarif-builder";
import manifest from "../../package.json" with { type: "json" };
import type { Detail, Finding, Findings } from "./finding.ts";
import { shown } from "./plain.ts";

/** What GitHub takes of a file at most, in results. */
const MOST_RESULTS = 5000;

/**
 * SARIF 2.1.0: a result for each finding that fails or warns, with its fingerprint; waived ones are suppressed. What
 * inconclusive is not a result, but a notification of the invocation. A result has a physical place only where a file
 * of the reader's project is meant.
 */
export function sarif(all: Findings): string {
  const { findings, suite, problem } = all;
  const results = findings.filter((finding) => levelOf(finding) !== undefined).slice(0, MOST_RESULTS);
  const open = findings.filter((finding) => finding.standing === "undecided");
  const run = new SarifRunBuilder({
    invocations: [
      {
        executionSuccessful: problem === undefined && open.length === 0,
        toolExecutionNotifications: [
          ...(problem === undefined ? [] : [{ level: "error" as const, message: { text: shown(problem) } }]),
          ...open.map((finding) => ({ level: "warning" as const, message: { text: messageOf(finding) } })),
        ],
      },
    ],
  }).initSimple({
    toolDriverName: suite.name,
    toolDriverVersion: suite.version,
    url: manifest.homepage,
  });
  const rules = new Map(results.map((finding) => [finding.id, finding]));
  for (const finding of rules.values()) run.addRule(new SarifRuleBuilder(ruleOf(finding)));
  for (const finding of results) run.addResult(new SarifResultBuilder(resultOf(finding)));
  const log = new SarifBuilder({ $schema: SCHEMA });
  log.addRun(run);
  return `${log.buildSarifJsonString({ indent: true })}\n`;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

function ruleOf(finding: Finding) {
  const text = finding.id.includes("/") ? finding.title : finding.id.replaceAll("-", " ");
  const said = finding.details.find(({ name }) => name === "the page" || name === "source");
  return {
    id: finding.id,
    shortDescription: { text: literal(text) },
    ...(said === undefined ? {} : { help: { text: literal(said.text) } }),
  };
}

function resultOf(finding: Finding) {
  const { place, fingerprint, waived } = finding;
  return {
    ruleId: finding.id,
    level: levelOf(finding)!,
    message: { text: messageOf(finding) },
    locations: [
      {
        ...(place.uri === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: uriOf(place.uri) },
                region: { startLine: place.line ?? 1 },
              },
            }),
        logicalLocations: [{ fullyQualifiedName: shown(place.name) }],
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint },
    ...(waived === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "external" as const,
              justification: shown(`${waived.reason} (until ${waived.until})`),
            },
          ],
        }),
  };
}

function levelOf({ standing }: Finding): "error" | "warning" | undefined {
  return standing === "failed" ? "error" : standing === "warned" ? "warning" : undefined;
}

function messageOf({ title, details }: Finding): string {
  const wanted: readonly Detail["name"][] = ["expected", "got", "reason", "because", "breaks"];
  const said = details.filter(({ name }) => wanted.includes(name));
  return literal([title, ...said.map(({ name, text }) => `${name}: ${text}`)].join("\n"));
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
