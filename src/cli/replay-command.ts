import { randomBytes } from "node:crypto";
import { tagOf } from "../evidence/tag.ts";
import { DEFAULT_LIMITS } from "../http/transport.ts";
import { exchangeLines, namedIn } from "../reports/exchange-lines.ts";
import { plain } from "../reports/plain.ts";
import type { Report } from "../reports/report.ts";
import { preflight } from "../running/preflight.ts";
import { DEFAULT_SETTLE_MS } from "../running/profiles.ts";
import { RunState } from "../running/run-state.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { UsageError } from "../usage-error.ts";
import type { Behaviour } from "./command.ts";
import { type CommandOptions, OF_OTHER_PROVIDERS, OF_TLS, type TargetOptions } from "./flags.ts";
import { refuseIgnored } from "./ignored.ts";
import { contractIn, runReportIn } from "./named-files.ts";
import { openReadyTarget } from "./ready-target.ts";
import { type Replayed, replayFailure } from "./replay-failure.ts";

/** Runs failures of a report again, exactly, against the provider of the report or another one. */
export const replayCommand: Behaviour<"replay"> = {
  async run(options, file: string, id?: string) {
    const report = await runReportIn(file);
    if (report.subject.kind === "consumer")
      throw new UsageError(
        `${file} is the report of a consumer, and nothing of it can be sent again`,
        "run the program again: consumer --name NAME -- COMMAND",
      );
    const failures = report.rules.filter(
      (rule) => rule.counterexample !== undefined && (id === undefined || rule.id === id),
    );
    if (failures.length === 0) {
      throw new UsageError(
        `${file} shows no failure${id === undefined ? "" : ` of ${id}`}`,
        "name a rule that the report shows as fail or warn",
      );
    }
    const target = targetOf(report, options);
    const contract = await contractOf(report, options.spec);
    const opened = await openReadyTarget(target);
    const state = new RunState({
      maxRequests: 100_000,
      maxSessions: 10_000,
      maxTimeMs: 3_600_000,
      settleMs: target.settle,
    });
    const context = { ...opened.target, contract, state, patienceMs: target.settle };
    const answers: Replayed[] = [];
    try {
      const nonce = randomBytes(4).toString("hex");
      const problem = await preflight(context, tagOf(nonce, 0, failures.length));
      for (const [index, failure] of failures.entries()) {
        const answer =
          problem === undefined
            ? await replayFailure(failure, context, (round) => tagOf(nonce, round + 1, index))
            : ({ answer: "could not tell", why: problem } as const);
        answers.push(answer);
        process.stdout.write(`${explainReplay(failure.id, answer)}\n`);
      }
    } finally {
      await opened.close();
    }
    if (answers.some(({ answer }) => answer === "fails again")) return 1;
    return answers.some(({ answer }) => answer === "could not tell") ? 3 : 0;
  },
};

/** The provider of the run, or the one that the options name. @throws UsageError where neither says which */
function targetOf({ subject, settings }: Report, options: CommandOptions<"replay">): TargetOptions {
  const session = options.session ?? settings?.session;
  const url =
    options.url ?? (subject.embedded || subject.url === undefined ? undefined : new URL(subject.url));
  if (url === undefined && !subject.embedded)
    throw new UsageError("the report does not say where the provider was", "give the provider with --url");
  if (url === undefined)
    refuseIgnored("replay", options, {
      options: [...OF_OTHER_PROVIDERS, "ca", "session", "ticketingSink"],
      needs: ["url"],
    });
  const whole = { ...options, ...(url === undefined ? {} : { url }) };
  refuseIgnored("replay", whole, { options: OF_TLS, needs: ["https"] });
  return {
    ...whole,
    ...(session === undefined ? {} : { session }),
    settle: options.settle ?? settings?.settleMs ?? DEFAULT_SETTLE_MS,
    requestTimeout: options.requestTimeout ?? settings?.requestTimeoutMs ?? DEFAULT_LIMITS.requestTimeoutMs,
  };
}

/** The document that the run was judged by. @throws UsageError where it is not to be had any more */
async function contractOf(report: Report, file = report.settings?.spec): Promise<Contract> {
  const contract = await contractIn(file);
  if (contract.digest === report.suite.contract) return contract;
  throw new UsageError(
    `the run was judged by another document than ${file ?? "the page's"}`,
    "give the document of the run with --spec FILE",
  );
}

function explainReplay(id: string, it: Replayed): string {
  if (it.answer === "could not tell") return `could not tell ${id}\n  ${it.why}`;
  if (it.answer === "passes now")
    return `passes now  ${id}${it.tries > 1 ? ` (${it.tries} of ${it.tries} tries)` : ""}`;
  const { violation, case: shown } = it;
  return [
    `fails again ${id}`,
    `  expected  ${plain(violation.expected)}`,
    `  got       ${plain(violation.got)}`,
    ...violation.exchanges
      .flatMap((index) => exchangeLines(shown.exchanges[index]!, namedIn(violation.expected, violation.got)))
      .map((line) => `  ${line}`),
  ].join("\n");
}
