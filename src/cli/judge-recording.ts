import { basename } from "node:path";
import { auditProvider } from "../certificate/audit-provider.ts";
import { readHar } from "../consumer-harness/har.ts";
import type { Case } from "../evidence/case.ts";
import type { EvidenceHeader } from "../evidence/header.ts";
import { readEvidence } from "../evidence/read-log.ts";
import { collectDrift } from "../impact/behaviour/collect-drift.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { verdictOf } from "../judging/outcome.ts";
import { type Report, reportOf } from "../reports/report.ts";
import { DEFAULT_SETTLE_MS } from "../running/profiles.ts";
import { judgeBy } from "../running/run-judge.ts";
import type { RunResult } from "../running/run-result.ts";
import { acceptanceOf } from "../send-message/analysis/facts.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import { UsageError } from "../usage-error.ts";
import { caseOfRecording } from "./case-of-recording.ts";
import { SUITE_VERSION, suiteFacts } from "./command-name.ts";
import type { CommandOptions } from "./flags.ts";
import { selectRules } from "./select-rules.ts";

/** A recording: an evidence log, or a HAR, of which reads may lag behind writes for `settle` milliseconds. */
export type Recording = Partial<Pick<CommandOptions<"provider">, "evidence" | "har" | "settle">>;
type Settings = Recording & Pick<CommandOptions<"provider">, "name" | "strict" | "rule" | "exclude">;

/** What a recording says, without the figures that its cases add up to. */
interface Judged extends Pick<RunResult, "rules" | "seed" | "nonce" | "profile"> {
  readonly problem: string | undefined;
  readonly without?: RunResult["without"];
  readonly strict: boolean;
  readonly name: string;
  readonly url: string | undefined;
}

/** Judges an evidence log or a HAR recording, without sending anything. @throws UsageError where it cannot be read */
export async function judgeRecording(settings: Settings, contract: Contract): Promise<Report> {
  const { evidence, har } = settings;
  const figures = figuresOf(contract);
  const { problem, strict, name, url, ...judged } =
    evidence === undefined
      ? await judgeHar(har!, settings, contract, figures)
      : await judgeEvidence(evidence, settings, contract, figures);
  const verdict = verdictOf(judged.rules.map(({ outcome }) => outcome));
  const subject = { kind: "provider" as const, name: settings.name ?? name, url, embedded: false };
  return reportOf(
    withoutUndefined({
      ...judged,
      // What may have been left out may have been what failed.
      verdict: problem !== undefined && verdict === "conformant" ? "inconclusive" : verdict,
      problem,
      stats: figures.stats,
      leftBehind: { sessions: [], contacts: [] },
    }),
    {
      subject: withoutUndefined(subject),
      suite: suiteFacts(contract.digest),
      strict,
      drift: figures.drift(),
    },
  );
}

async function judgeEvidence(
  file: string,
  settings: Settings,
  contract: Contract,
  figures: Figures,
): Promise<Judged> {
  const { header, cases } = await readEvidence(file);
  const { run, subject } = header;
  if (run.kind !== "provider")
    throw new UsageError(
      `${file} is the evidence of a consumer`,
      "verify its certificate with `certificate verify`",
    );
  const strict = settings.strict || run.strict;
  const audited = await auditProvider(figures.of(cases), { ...run, strict }, contract);
  const chosen = new Set(selectRules(rules, settings.rule, settings.exclude).map(({ id }) => id));
  const judged = audited.results.filter(({ rule }) => chosen.has(rule.id));
  if (judged.length === 0)
    throw new UsageError(
      `${file} was not recorded for any of these rules`,
      "leave --rule and --exclude out to see what it was recorded for",
    );
  const { without, seed, nonce, profile } = run;
  return {
    rules: judged,
    problem: problemOf(header, contract, audited.problems),
    ...{ without, seed, nonce, profile, strict, name: subject.name, url: subject.url },
  };
}

/** Another version plans other cases, and another document as well: then the plan says nothing. */
function problemOf(header: EvidenceHeader, contract: Contract, problems: readonly string[]) {
  if (header.suite.version !== SUITE_VERSION) return `it was recorded by version ${header.suite.version}`;
  if (header.contract !== contract.digest) return "it was recorded with another document";
  return problems.length === 0 ? undefined : problems.join("; ");
}

async function judgeHar(
  file: string,
  { strict, settle = DEFAULT_SETTLE_MS, rule, exclude }: Settings,
  contract: Contract,
  figures: Figures,
): Promise<Judged> {
  const { case: it, origin, problem } = caseOfRecording(readHar(file), settle);
  const missing = () => "the recording shows nothing of it";
  const judgement = judgeBy(selectRules(rules, rule, exclude), contract, strict, missing);
  figures.add(it);
  judgement.add(it, { requests: it.exchanges.length, ms: figures.stats.durationMs });
  return {
    rules: judgement.results(),
    problem,
    ...{ seed: 0, nonce: "", profile: "recording", strict, name: origin ?? basename(file), url: origin },
  };
}

/** The figures of a run, and what its answers have beyond the document, from its cases. */
function figuresOf(contract: Contract) {
  const stats = { requests: 0, cases: 0, sessions: 0, durationMs: 0 };
  const { add: addDrift, drift } = collectDrift(contract);
  const add = ({ exchanges }: Case) => {
    addDrift(exchanges);
    stats.cases += 1;
    stats.requests += exchanges.length;
    stats.sessions += exchanges.filter(
      (each) => each.operation === "createSession" && acceptanceOf(each) === "accepted",
    ).length;
    const endedMs = Math.round(Math.max(0, ...exchanges.map((each) => each.endedMs)));
    stats.durationMs = Math.max(stats.durationMs, endedMs);
  };
  async function* of(cases: AsyncIterable<Case>): AsyncGenerator<Case> {
    for await (const it of cases) {
      add(it);
      yield it;
    }
  }
  return { stats, drift, add, of };
}

type Figures = ReturnType<typeof figuresOf>;
