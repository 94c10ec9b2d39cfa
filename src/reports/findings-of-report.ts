import type { Drift } from "../impact/behaviour/collect-drift.ts";
import type { Outcome } from "../judging/outcome.ts";
import { namedIn } from "./excerpt.ts";
import { exchangeLines } from "./exchange-lines.ts";
import type { Detail, Finding, FindingPlace, Findings, Standing } from "./finding.ts";
import { leftOutWords } from "./left-out-words.ts";
import type { Report, ReportedRule } from "./report.ts";

const STANDINGS: Readonly<Record<Outcome, Standing>> = {
  pass: "passed",
  fail: "failed",
  warn: "warned",
  observed: "noted",
  inconclusive: "undecided",
  skipped: "skipped",
};

/** The outcome of a run, rule by rule. */
export function findingsOfReport(report: Report): Findings {
  const { verdict, problem, subject, suite, stats, seed, profile, rules, settings, startedAt } = report;
  const allMs = rules.reduce((sum, { ms = 0 }) => sum + ms, 0);
  const share = ({ ms = 0 }: ReportedRule) => (allMs === 0 ? 0 : (stats.durationMs * ms) / allMs);
  return {
    title: `${subject.name} is ${verdict.replace("-", " ")}${leftOutWords(report)}`,
    failed: verdict === "not-conformant" || report.baseline?.failed === true,
    ...(problem === undefined ? {} : { problem }),
    facts: [
      { name: "requests", text: String(stats.requests) },
      { name: "cases", text: String(stats.cases) },
      { name: "profile", text: profile },
      ...(subject.kind === "provider" ? [{ name: "seed", text: String(seed) }] : []),
    ],
    suite,
    findings: [
      ...rules.map((rule) => ({ ...findingOf(rule, settings?.spec), durationMs: share(rule) })),
      ...behaviourFindings(report),
      ...(report.drift ?? []).map((drift) => driftFinding(drift, settings?.spec)),
    ],
    ...(startedAt === undefined ? {} : { startedAt }),
    durationMs: stats.durationMs,
  };
}

function findingOf(rule: ReportedRule, spec?: string): Finding {
  return {
    id: rule.id,
    group: rule.id.split("/")[0]!,
    standing: STANDINGS[rule.outcome],
    title: rule.title,
    details: detailsOf(rule),
    place: placeOf(rule.id, spec),
    fingerprint: rule.id,
    ...(rule.waived === undefined ? {} : { waived: rule.waived }),
  };
}

/** What the provider does otherwise than in the run that it is compared with. */
function behaviourFindings({ baseline, settings }: Report): Finding[] {
  if (baseline === undefined) return [];
  return baseline.changed.map(({ id, title, before, after }) => ({
    id: "behaviour/changed",
    group: "behaviour",
    standing: baseline.failed ? "failed" : "warned",
    title: `${id}: ${title}`,
    details: [
      { name: "before", text: JSON.stringify(before) },
      { name: "after", text: JSON.stringify(after) },
    ],
    place: placeOf(id, settings?.spec),
    fingerprint: `behaviour ${id}`,
  }));
}

/** What was seen of an answer, and the document does not have: a fact, and no fault. */
function driftFinding({ place, kind, seen }: Drift, spec?: string): Finding {
  return {
    id: `drift/${kind}`,
    group: "drift",
    standing: "noted",
    title: `the document has no such ${kind}`,
    details: [{ name: "observed", text: `${place}: ${seen}` }],
    place: placeOf(place, spec),
    fingerprint: JSON.stringify([place, kind, seen]),
  };
}

/** The document that the user judges by, if any: nothing else of a run stands in the reader's project. */
function placeOf(name: string, spec: string | undefined): FindingPlace {
  return { ...(spec === undefined ? {} : { uri: spec }), name };
}

function detailsOf(rule: ReportedRule): Detail[] {
  const it = rule.counterexample;
  const exchanges = it?.shownBy.flatMap((index) => it.exchanges[index] ?? []) ?? [];
  const named = it === undefined ? [] : namedIn(it.expected, it.got);
  const wanted: Readonly<Record<string, string | undefined>> = {
    "the page": rule.quote?.replace(/\s+/g, " "),
    source: rule.source,
    reason: rule.reason,
    observed: rule.observed === undefined ? undefined : JSON.stringify(rule.observed),
    expected: it?.expected,
    got: it?.got,
  };
  return [
    ...Object.entries(wanted).flatMap(([name, text]) => (text === undefined ? [] : [{ name, text }])),
    ...exchanges.flatMap((exchange) => {
      const [sent, came] = exchangeLines(exchange, named);
      return [
        { name: "request", text: sent.slice(2) },
        { name: "response", text: came.slice(2) },
      ];
    }),
    ...(it?.received ?? []).map((exchange) => ({
      name: "arrived at the ticketing sink",
      text: exchange.request.body?.data ?? "",
    })),
    ...(exchanges.length === 0
      ? []
      : [{ name: "again", text: `npx opencx-conformance replay report.json ${rule.id}` }]),
  ];
}
