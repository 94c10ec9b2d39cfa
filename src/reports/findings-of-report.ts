import type { Drift } from "../impact/behaviour/collect-drift.ts";
import type { Outcome } from "../judging/outcome.ts";
import { namedIn } from "./excerpt.ts";
import type { Detail, Finding, FindingPlace, Findings, Standing } from "./finding.ts";
import { pageLine } from "./page-line.ts";
import type { Report, ReportedRule } from "./report.ts";
import { exchangeLines } from "./text.ts";

const STANDINGS: Readonly<Record<Outcome, Standing>> = {
  pass: "passed",
  fail: "failed",
  warn: "warned",
  observed: "noted",
  inconclusive: "undecided",
  skipped: "skipped",
};

const VERDICTS: Readonly<Record<Report["verdict"], string>> = {
  conformant: "conformant",
  "not-conformant": "not conformant",
  inconclusive: "inconclusive",
};

/** The outcome of a run, rule by rule. */
export function findingsOfReport(report: Report): Findings {
  const { verdict, problem, subject, suite, stats, seed, profile, rules } = report;
  return {
    title: `${subject.name} is ${VERDICTS[verdict]}`,
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
      ...rules.map(findingOf),
      ...behaviourFindings(report),
      ...(report.drift ?? []).map(driftFinding),
    ],
    durationMs: stats.durationMs,
  };
}

function findingOf(rule: ReportedRule): Finding {
  return {
    id: rule.id,
    group: rule.id.split("/")[0]!,
    standing: STANDINGS[rule.outcome],
    title: rule.title,
    details: detailsOf(rule),
    place: placeOf(rule),
    fingerprint: rule.id,
    ...(rule.waived === undefined ? {} : { waived: rule.waived }),
  };
}

/** What the provider does otherwise than in the run that it is compared with. */
function behaviourFindings({ baseline, rules }: Report): Finding[] {
  if (baseline === undefined) return [];
  return baseline.changed.map(({ id, title, before, after }) => {
    const rule = rules.find((each) => each.id === id);
    return {
      id: "behaviour/changed",
      group: "behaviour",
      standing: baseline.failed ? "failed" : "warned",
      title: `${id}: ${title}`,
      details: [
        { name: "before", text: JSON.stringify(before) },
        { name: "after", text: JSON.stringify(after) },
      ],
      place: placeOf({ id, ...(rule?.quote === undefined ? {} : { quote: rule.quote }) }),
      fingerprint: `behaviour ${id}`,
    };
  });
}

/** What was seen of an answer, and the document does not have: a fact, and no fault. */
function driftFinding({ place, kind, seen }: Drift): Finding {
  return {
    id: `drift/${kind}`,
    group: "drift",
    standing: "noted",
    title: `the document has no such ${kind}`,
    details: [{ name: "observed", text: `${place}: ${seen}` }],
    place: placeOf({ id: place }),
    fingerprint: JSON.stringify([place, kind, seen]),
  };
}

/** The page, which comes with the suite, at the sentence of the rule: a review of code lists nothing without a file. */
function placeOf({ id, quote }: Pick<ReportedRule, "id" | "quote">): FindingPlace {
  const line = quote === undefined ? undefined : pageLine(quote);
  return {
    uri: "node_modules/opencx-conformance/spec/send-message.txt",
    ...(line === undefined ? {} : { line }),
    name: id,
  };
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
      const [sent, came] = exchangeLines(exchange, named) as [string, string];
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
      : [{ name: "again", text: `opencx-conformance replay report.json ${rule.id}` }]),
  ];
}
