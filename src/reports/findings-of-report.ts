import type { Outcome } from "../contract/words.ts";
import { curlLine } from "./curl.ts";
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
    failed: verdict === "not-conformant",
    ...(problem === undefined ? {} : { problem }),
    facts: [
      { name: "requests", text: String(stats.requests) },
      { name: "cases", text: String(stats.cases) },
      { name: "profile", text: profile },
      ...(subject.kind === "provider" ? [{ name: "seed", text: String(seed) }] : []),
    ],
    suite,
    findings: rules.map((rule) => findingOf(rule, report)),
    durationMs: stats.durationMs,
  };
}

function findingOf(rule: ReportedRule, report: Report): Finding {
  return {
    id: rule.id,
    group: rule.id.split("/")[0]!,
    standing: STANDINGS[rule.outcome],
    title: rule.title,
    details: detailsOf(rule, report),
    place: placeOf(rule),
    fingerprint: rule.id,
    ...(rule.waived === undefined ? {} : { waived: rule.waived }),
  };
}

/** The page, which comes with the suite, at the sentence of the rule: a review of code lists nothing without a file. */
function placeOf({ id, quote }: ReportedRule): FindingPlace {
  const line = quote === undefined ? undefined : pageLine(quote);
  return {
    uri: "node_modules/opencx-conformance/spec/send-message.txt",
    ...(line === undefined ? {} : { line }),
    name: id,
  };
}

function detailsOf(rule: ReportedRule, { subject }: Report): Detail[] {
  const it = rule.counterexample;
  const exchanges = it?.shownBy.flatMap((index) => it.exchanges[index] ?? []) ?? [];
  const asked = exchanges.find((exchange) => exchange.operation === "sendMessage") ?? exchanges[0];
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
      const [sent, came] = exchangeLines(exchange) as [string, string];
      return [
        { name: "request", text: sent.slice(2) },
        { name: "response", text: came.slice(2) },
      ];
    }),
    ...(asked === undefined || subject.url === undefined
      ? []
      : [{ name: "again", text: curlLine(asked, subject.url) }]),
  ];
}
