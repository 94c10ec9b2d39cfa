import { withoutUndefined } from "../json/without-undefined.ts";
import { verdictOf } from "../judging/outcome.ts";
import { IN_ANOTHER_SHARD } from "../running/run.ts";
import { NOTHING_SHOWS } from "../running/run-judge.ts";
import { Coverage } from "../send-message/scenarios/design/coverage.ts";
import { UsageError } from "../usage-error.ts";
import { behaviourIn, countsAs, type Report, type ReportedRule } from "./report.ts";

type ShardReport = Report & Required<Pick<Report, "shards">>;

/** What shards of one run have in common, and how each is called in messages. */
const COMMON: readonly (readonly [name: string, of: (report: Report) => unknown])[] = [
  ["seeds", ({ seed }) => seed],
  ["profiles", ({ profile }) => profile],
  ["versions of the suite", ({ suite }) => suite.version],
  ["documents", ({ suite }) => suite.contract],
  ["subjects", ({ subject }) => subject.name],
  ["rules", ({ rules }) => rules.map(({ id }) => id).join()],
  ["numbers of shards", ({ shards }) => shards?.count],
  ["answers to --strict", ({ strict }) => strict],
  ["values of --without", ({ without }) => without?.join()],
];

/**
 * One report of several shards of a run. Merging is associative, and their order plays no part. Shards that are missing
 * leave the verdict inconclusive, unless something failed.
 * @throws UsageError where they are no shards, or not of one run, or overlap
 */
export function mergeReports(reports: readonly (readonly [file: string, report: Report])[]): Report {
  const whole = reports.find(([, report]) => report.shards === undefined);
  if (whole !== undefined)
    throw new UsageError(`${whole[0]} is the report of a whole run`, "merge reports of runs with --shard");
  const shards = reports.map(([, report]) => report as ShardReport);
  for (const [name, of] of COMMON) {
    const values = new Set(shards.map(of));
    if (values.size > 1)
      throw new UsageError(
        `the reports are of different ${name}: ${[...values]
          .map((value) => String(value ?? "none"))
          .join(", ")
          .slice(0, 200)}`,
        "merge the shards of one run only",
      );
  }
  const held = shards.flatMap((report) => report.shards.held).sort((a, b) => a - b);
  const twice = held.find((index, at) => held[at + 1] === index);
  if (twice !== undefined) throw new UsageError(`shard ${twice} is given twice`, "give each shard once");
  const [first] = shards.toSorted((a, b) => a.shards.held[0]! - b.shards.held[0]!) as [ShardReport];
  const { count } = first.shards;
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !held.includes(index));
  const rules = first.rules.map(({ id }) => {
    const merged = mergeRule(shards.map((shard) => shard.rules.find((rule) => rule.id === id)!));
    // Where no shard had anything to judge, the whole run has not.
    return missing.length === 0 && merged.reason === IN_ANOTHER_SHARD
      ? { ...merged, outcome: "inconclusive" as const, reason: NOTHING_SHOWS }
      : merged;
  });
  const all = <T>(of: (report: Report) => readonly T[] | T | undefined) =>
    shards.flatMap((report) => of(report) ?? []);
  const coverage = Coverage.of(shards.map((report) => report.shards.rows));
  const problems = all((report) => report.problem).filter((problem) => !problem.startsWith(MISSING));
  const outcomes = rules.map(countsAs);
  const drift = uniqueJson(all((report) => report.drift));
  const { baseline: _, ...same } = first;
  return withoutUndefined({
    ...same,
    startedAt: all((report) => report.startedAt).sort()[0],
    verdict: verdictOf(missing.length === 0 ? outcomes : [...outcomes, "inconclusive"]),
    problem: problems.sort()[0] ?? (missing.length === 0 ? undefined : missingWords(missing, count)),
    stats: {
      ...sums(
        shards.map(({ stats }) => stats),
        ["requests", "cases", "sessions"],
      ),
      durationMs: Math.max(...shards.map(({ stats }) => stats.durationMs)),
    },
    rules,
    behaviour: behaviourIn(rules),
    shards: { count, held, rows: coverage.rows() },
    coverage: coverage.figures(),
    leftBehind: {
      sessions: all(({ leftBehind }) => leftBehind.sessions).sort(),
      contacts: all(({ leftBehind }) => leftBehind.contacts).sort(),
    },
    drift: drift.length === 0 ? undefined : drift,
  });
}

const MISSING = "not all shards are here";

function missingWords(missing: readonly number[], count: number): string {
  return `${MISSING}: ${missing.join(", ")} of ${count} ${missing.length === 1 ? "is" : "are"} missing; merge them, too`;
}

/** What a rule comes to over several shards: as if their cases had been of one run. */
function mergeRule(all: readonly ReportedRule[]): ReportedRule {
  // By content where two rank alike, so that the order of merging plays no part.
  const [best] = all.toSorted((a, b) => rankOf(a) - rankOf(b) || (contentOf(a) < contentOf(b) ? -1 : 1)) as [
    ReportedRule,
  ];
  const observed = uniqueJson(all.flatMap(({ observed: seen }) => (seen === undefined ? [] : seen)));
  const found = all
    .flatMap(({ foundAfter }) => foundAfter ?? [])
    .sort((a, b) => a.requests - b.requests || a.ms - b.ms);
  const totals = sums(all, ["checked", "cases", "requests", "ms", "failures"]);
  return withoutUndefined({
    ...best,
    ...totals,
    observed: observed.length > 1 ? observed : observed[0],
    foundAfter: found[0],
  });
}

/** Outcomes by which of them stands for all. */
const RANKS = ["fail", "warn", "unseen again", "pass", "observed", "inconclusive", "skipped", "elsewhere"];

/** A failure that was never seen again outweighs a pass, and a mere lack of evidence does not. */
function rankOf({ outcome, failures, reason }: ReportedRule): number {
  if (outcome === "inconclusive" && failures > 0) return RANKS.indexOf("unseen again");
  return RANKS.indexOf(reason === IN_ANOTHER_SHARD ? "elsewhere" : outcome);
}

function contentOf({ outcome, reason, counterexample }: ReportedRule): string {
  return JSON.stringify([outcome, reason, counterexample]);
}

function uniqueJson<T>(values: readonly T[]): T[] {
  const texts = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Numbers that some objects hold, each added up. */
function sums<T, K extends keyof T>(objects: readonly T[], names: readonly K[]): Record<K, number> {
  const sum = (name: K) => objects.reduce((all, each) => all + Number(each[name] ?? 0), 0);
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as Record<K, number>;
}
