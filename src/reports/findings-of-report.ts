import type { Drift } from "../impact/behaviour/collect-drift.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { detailsIn, type Finding, type FindingPlace, type Findings } from "./finding.ts";
import { brokenRules, type Report, type ReportedRule } from "./report.ts";
import { replayLine, type Surroundings } from "./surroundings.ts";
import { verdictWords } from "./verdict-words.ts";

/** The outcome of a run: its rules, the broken ones first and in the order in which to look at them, what changed since the run that it is compared with, and what the document lacks. */
export function findingsOfReport(report: Report, surroundings: Surroundings): Findings {
  const { problem, subject, suite, stats, seed, profile, settings, startedAt, baseline } = report;
  // A program cannot be run again from its report.
  const again = (id: string) =>
    subject.kind === "provider" ? replayLine(id, report, surroundings) : undefined;
  const broken = brokenRules(report);
  const rules = [...broken, ...report.rules.filter((rule) => !broken.includes(rule))];
  const allMs = rules.reduce((sum, { ms = 0 }) => sum + ms, 0);
  // The document that the user judges by, if any: nothing else of a run stands in the reader's project.
  const place = (name: string): FindingPlace => withoutUndefined({ uri: settings?.spec, name });
  return withoutUndefined({
    title: `${subject.name} is ${verdictWords(report)}`,
    failed: report.verdict === "not-conformant" || baseline?.failed === true,
    problem,
    facts: detailsIn({
      requests: String(stats.requests),
      cases: String(stats.cases),
      profile,
      seed: subject.kind === "provider" ? String(seed) : undefined,
    }),
    suite,
    findings: [
      ...rules.map((rule) => ({
        ...ruleFinding(rule, again(rule.id)),
        place: place(rule.id),
        durationMs: allMs === 0 ? 0 : (stats.durationMs * (rule.ms ?? 0)) / allMs,
      })),
      ...changedFindings(baseline, place),
      ...(report.drift ?? []).map((drift) => driftFinding(drift, place(drift.place))),
    ],
    startedAt,
    durationMs: stats.durationMs,
  });
}

function ruleFinding(rule: ReportedRule, again: string | undefined): Omit<Finding, "place"> {
  const { id, outcome, title, quote, source, reason, observed, waived, counterexample: it } = rule;
  const exchanges = it?.shownBy.flatMap((index) => it.exchanges[index] ?? []) ?? [];
  return withoutUndefined({
    id,
    group: id.split("/")[0]!,
    outcome,
    title,
    details: detailsIn({
      "the page": quote?.replace(/\s+/g, " "),
      source,
      reason,
      observed: JSON.stringify(observed),
      expected: it?.expected,
      got: it?.got,
    }),
    exchanges,
    received: it?.received ?? [],
    again: exchanges.length === 0 ? undefined : again,
    fingerprint: id,
    waived,
  });
}

/** What the provider does otherwise than in the run that it is compared with. */
function changedFindings(
  baseline: Report["baseline"],
  place: (name: string) => FindingPlace,
): readonly Finding[] {
  if (baseline === undefined) return [];
  return baseline.changed.map(({ id, title, before, after }) => ({
    id: "behaviour/changed",
    group: "behaviour",
    outcome: baseline.failed ? "fail" : "warn",
    title: `${id}: ${title}`,
    details: detailsIn({ before: JSON.stringify(before), after: JSON.stringify(after) }),
    place: place(id),
    fingerprint: `behaviour ${id}`,
  }));
}

/** What was seen of an answer, and the document does not have: a fact, and no fault. */
function driftFinding(drift: Drift, place: FindingPlace): Finding {
  const { kind, seen } = drift;
  return {
    id: `drift/${kind}`,
    group: "drift",
    outcome: "observed",
    title: `the document has no such ${kind}`,
    details: detailsIn({ observed: `${drift.place}: ${seen}` }),
    place,
    fingerprint: JSON.stringify([drift.place, kind, seen]),
  };
}
