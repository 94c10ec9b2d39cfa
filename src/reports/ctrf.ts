import { evidenceLines, type Finding, type Findings, standingOf } from "./finding.ts";
import { LOOKS } from "./outcome-words.ts";
import { plainJson, shown } from "./plain.ts";

/** The edition of the format that is written. */
const SPEC_VERSION = "0.0.0";

const STATUSES = {
  fail: "failed",
  warn: "other",
  inconclusive: "other",
  pass: "passed",
  observed: "passed",
  skipped: "skipped",
  waived: "skipped",
};

/**
 * The Common Test Report Format: a test for each finding. What fails has failed; what warns, or is inconclusive, is
 * `other`; what was waived or not judged is skipped. `rawStatus` tells them apart.
 */
export function ctrf({ findings, suite, startedAt, durationMs = 0, ...all }: Findings): string {
  const count = (status: string) =>
    findings.filter((finding) => STATUSES[standingOf(finding)] === status).length;
  const start = startedAt === undefined ? 0 : Date.parse(startedAt);
  const duration = Math.round(durationMs);
  const report = {
    reportFormat: "CTRF",
    specVersion: SPEC_VERSION,
    timestamp: startedAt,
    generatedBy: suite.name,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        tests: findings.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: 0,
        other: count("other"),
        start,
        stop: start + duration,
        duration,
      },
      tests: findings.map(testOf),
      extra: {
        title: shown(all.title),
        problem: all.problem && shown(all.problem),
        ...Object.fromEntries(all.facts.map(({ name, text }) => [name, shown(text)])),
      },
    },
  };
  return `${plainJson(report, 2)}\n`;
}

function testOf(finding: Finding) {
  const { id, group, title, outcome, waived, durationMs = 0 } = finding;
  const lines = evidenceLines(finding);
  if (waived !== undefined) lines.unshift(`waived until ${waived.until}: ${shown(waived.reason)}`);
  const isTold = lines.length > 0 && (waived !== undefined || outcome !== "pass");
  return {
    name: shown(`${id}: ${title}`),
    status: STATUSES[standingOf(finding)],
    duration: Math.round(durationMs),
    suite: [shown(group)],
    rawStatus: waived === undefined ? LOOKS[outcome].standing : "waived",
    ...(isTold ? { message: lines.join("\n") } : {}),
  };
}
