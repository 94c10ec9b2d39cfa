import { basename } from "node:path";
import { auditProvider } from "../certificate/audit-provider.ts";
import { readHar } from "../consumer-harness/har.ts";
import type { Case } from "../evidence/case.ts";
import type { EvidenceHeader } from "../evidence/header.ts";
import { readEvidence } from "../evidence/read-log.ts";
import { collectDrift } from "../impact/behaviour/collect-drift.ts";
import { verdictOf } from "../judging/outcome.ts";
import { type Report, reportOf } from "../reports/report.ts";
import { RunJudge } from "../running/run-judge.ts";
import type { RunResult } from "../running/run-result.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import { UsageError } from "../usage-error.ts";
import { SUITE_VERSION, suiteFacts } from "./command-name.ts";
import { caseOfRecording } from "./recorded-case.ts";
import { selectRules } from "./select-rules.ts";
import type { Settings } from "./settings.ts";

/** Judges an evidence log or a HAR recording, without sending anything. @throws UsageError where it cannot be read */
export async function judgeRecording(settings: Settings, contract: Contract): Promise<Report> {
  const { evidence, har } = settings;
  if (evidence === undefined) return judgeHar(har!, settings, contract);
  if (har === undefined) return judgeEvidence(evidence, settings, contract);
  throw new UsageError("two-recordings", "--evidence and --har exclude each other", "give one of them");
}

async function judgeEvidence(file: string, settings: Settings, contract: Contract): Promise<Report> {
  const { header, cases } = await readEvidence(file);
  const { run, subject } = header;
  if (run.kind !== "provider") {
    throw new UsageError(
      "evidence-of-a-consumer",
      `${file} is the evidence of a consumer`,
      "verify its certificate with `certificate verify`",
    );
  }
  const strict = settings.strict || run.strict;
  const counted = new Counted(contract);
  const { verdict, results, problems } = await auditProvider(
    counted.all(cases),
    { ...run, strict },
    contract,
  );
  const problem = problemOf(header, contract, problems);
  const chosen = new Set(selectRules(rules, settings.rule, settings.exclude).map(({ id }) => id));
  const judged = results.filter(({ rule }) => chosen.has(rule.id));
  if (judged.length === 0)
    throw new UsageError(
      "rules-not-recorded",
      `${file} was not recorded for any of these rules`,
      "leave --rule and --exclude out to see what it was recorded for",
    );
  const isWhole = judged.length === results.length;
  const own = isWhole ? verdict : verdictOf(judged.map(({ outcome }) => outcome));
  const { seed, nonce, profile } = run;
  return reportOf(
    {
      // What may have been left out may have been what failed.
      verdict: problem !== undefined && own === "conformant" ? "inconclusive" : own,
      ...(problem === undefined ? {} : { problem }),
      rules: judged,
      ...(run.without === undefined ? {} : { without: run.without }),
      ...{ seed, nonce, profile },
      stats: counted.stats,
      leftBehind: { sessions: [], contacts: [] },
    },
    {
      subject: {
        kind: "provider",
        name: settings.name ?? subject.name,
        ...(subject.url === undefined ? {} : { url: subject.url }),
        embedded: false,
      },
      suite: suiteFacts(contract.digest),
      strict,
      drift: counted.drift.drift(),
    },
  );
}

/** Another version plans other cases, and another document as well: then the plan says nothing. */
function problemOf(header: EvidenceHeader, contract: Contract, problems: readonly string[]) {
  if (header.suite.version !== SUITE_VERSION) return `it was recorded by version ${header.suite.version}`;
  if (header.contract !== contract.digest) return "it was recorded with another document";
  return problems.length === 0 ? undefined : problems.join("; ");
}

async function judgeHar(file: string, settings: Settings, contract: Contract): Promise<Report> {
  const { case: it, origin } = caseOfRecording(await readHar(file), settings.settle);
  const chosen = selectRules(rules, settings.rule, settings.exclude);
  const judgement = new RunJudge(
    chosen,
    contract,
    settings.strict,
    () => "the recording shows nothing of it",
  );
  const counted = new Counted(contract);
  counted.count(it);
  judgement.add(it, { requests: it.exchanges.length, ms: counted.stats.durationMs });
  const results = judgement.results();
  const result: RunResult = {
    verdict: verdictOf(results.map(({ outcome }) => outcome)),
    ...(it.exchanges.length === 0 ? { problem: "the recording holds no request to the API" } : {}),
    rules: results,
    seed: 0,
    nonce: "",
    profile: "recording",
    stats: counted.stats,
    leftBehind: { sessions: [], contacts: [] },
  };
  return reportOf(result, {
    subject: {
      kind: "provider",
      name: settings.name ?? origin ?? basename(file),
      ...(origin === undefined ? {} : { url: origin }),
      embedded: false,
    },
    suite: suiteFacts(contract.digest),
    strict: settings.strict,
    drift: counted.drift.drift(),
  });
}

/** The figures of a run, and what its answers have beyond the document, from its cases. */
class Counted {
  stats = { requests: 0, cases: 0, sessions: 0, durationMs: 0 };
  readonly drift: ReturnType<typeof collectDrift>;

  constructor(contract: Contract) {
    this.drift = collectDrift(contract);
  }

  count({ exchanges }: Case): void {
    this.drift.add(exchanges);
    const { requests, cases, sessions, durationMs } = this.stats;
    this.stats = {
      requests: requests + exchanges.length,
      cases: cases + 1,
      sessions: sessions + exchanges.filter(({ operation }) => operation === "createSession").length,
      durationMs: Math.round(Math.max(durationMs, ...exchanges.map(({ endedMs }) => endedMs))),
    };
  }

  async *all(cases: AsyncIterable<Case>): AsyncGenerator<Case> {
    for await (const it of cases) {
      this.count(it);
      yield it;
    }
  }
}
