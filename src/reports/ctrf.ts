import { countsAgainst, type Finding, type Findings } from "./finding.ts";
import { plainJson, shown } from "./plain.ts";

/** The edition of the format that is written. */
const SPEC_VERSION = "0.0.0";

type Status = "passed" | "failed" | "skipped" | "other";

/**
 * The Common Test Report Format: a test for each finding. What fails has failed; what warns, or is inconclusive, is
 * `other`; what was waived or not judged is skipped. `rawStatus` tells them apart.
 */
export function ctrf({
  title,
  findings,
  suite,
  facts,
  problem,
  startedAt,
  durationMs = 0,
}: Findings): string {
  const count = (status: Status) => findings.filter((finding) => statusOf(finding) === status).length;
  const start = startedAt === undefined ? 0 : Date.parse(startedAt);
  return `${plainJson(
    {
      reportFormat: "CTRF",
      specVersion: SPEC_VERSION,
      ...(startedAt === undefined ? {} : { timestamp: startedAt }),
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
          stop: start + Math.round(durationMs),
          duration: Math.round(durationMs),
        },
        tests: findings.map(testOf),
        extra: {
          title: shown(title),
          ...(problem === undefined ? {} : { problem: shown(problem) }),
          ...Object.fromEntries(facts.map(({ name, text }) => [name, shown(text)])),
        },
      },
    },
    2,
  )}\n`;
}

function testOf(finding: Finding) {
  const { id, group, title, details, standing, waived, durationMs = 0 } = finding;
  const lines = details.map(({ name, text }) => `${name}: ${shown(text)}`);
  return {
    name: shown(`${id}: ${title}`),
    status: statusOf(finding),
    duration: Math.round(durationMs),
    suite: [shown(group)],
    rawStatus: waived === undefined ? standing : "waived",
    ...(waived === undefined && (standing === "passed" || lines.length === 0)
      ? {}
      : {
          message:
            waived === undefined
              ? lines.join("\n")
              : [`waived until ${waived.until}: ${shown(waived.reason)}`, ...lines].join("\n"),
        }),
  };
}

function statusOf(finding: Finding): Status {
  if (countsAgainst(finding)) return "failed";
  if (finding.waived !== undefined) return "skipped";
  if (finding.standing === "skipped") return "skipped";
  return finding.standing === "passed" || finding.standing === "noted" ? "passed" : "other";
}
