import { join } from "node:path";
import { withoutUndefined } from "../json/without-undefined.ts";
import { type Condition, happy } from "../send-message/consumer-rules/conditions.ts";
import {
  type ConsumerCase,
  type ConsumerExchange,
  type ConsumerProgram,
  caseOf,
} from "../send-message/consumer-rules/consumer-case.ts";
import { type JudgedConsumer, judgeConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { callersPath } from "./child-environment.ts";
import { intercept } from "./interception.ts";
import { type Program, type ProgramOptions, startProgram } from "./program.ts";
import { Recorder } from "./recorder.ts";
import { serveSandbox } from "./sandbox-server.ts";
import { freshKey, Secrets } from "./secrets.ts";
import { whySilent } from "./silence.ts";

/** Which program to judge, and how. */
export interface ConsumerOptions extends ProgramOptions {
  readonly conditions: readonly Condition[];
  /** Implied rules fail. Default: they warn. */
  readonly strict?: boolean;
  /** Requests to https://api.open.cx are answered here. Default: yes. */
  readonly intercept?: boolean;
  /** Other hosts that the program may reach while it is intercepted. */
  readonly allowHosts?: readonly string[];
  /** Session ids that the program knows; the first is its OPENCX_SESSION_ID. Default: that of its environment, or a new one. */
  readonly sessions?: readonly string[];
  /** The environment of the program, before the suite adds to it. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Told before each run of the program. */
  readonly onRun?: (condition: Condition, again: boolean) => void;
}

/**
 * Runs a program in the sandbox under each condition, and judges what it sent and how it coped. What is all well is
 * run twice, and so is every condition under which something was found: only what a program does in both counts.
 * @throws UsageError where the program cannot be started
 */
export async function runConsumer(options: ConsumerOptions): Promise<JudgedConsumer> {
  const harness = await openHarness(options);
  try {
    for (const condition of options.conditions) {
      if (options.signal?.aborted) break;
      await harness.run(condition, false);
      const isRepeated = condition.name === "happy" || isAccused(condition, harness.case());
      if (isRepeated && !options.signal?.aborted) await harness.run(condition, true);
      // A program that sends nothing when all is well may talk to the real API, past the proxy: it is not run again.
      if (harness.problem() !== undefined) break;
    }
  } finally {
    await harness.close();
  }
  return judgeConsumer(harness.case(), options.strict, harness.problem());
}

/** Whether a run under this condition gives a rule something to accuse that the happy runs did not settle. */
function isAccused({ name }: Condition, it: ConsumerCase): boolean {
  return judgeConsumer(it).rules.some(({ rule, conditions }) => {
    const isBroken = (under: string) =>
      conditions.some((each) => each.name === under && ["fail", "warn"].includes(each.outcome));
    return isBroken(name) && !(rule.conditions === undefined && isBroken("happy"));
  });
}

/**
 * Where a program is run again and again, and all that was recorded of it. Opens the sandbox, and the proxy in front of
 * it where that is wanted; a fresh provider answers in each run.
 */
async function openHarness(options: ConsumerOptions) {
  const { signal } = options;
  const usual = options.environment ?? process.env;
  const sessions = options.sessions?.length
    ? options.sessions
    : [usual.OPENCX_SESSION_ID || crypto.randomUUID()];
  const apiKey = freshKey();
  const secrets = new Secrets(apiKey);
  const epochMs = performance.now();
  const programs: ConsumerProgram[] = [];
  const received: ConsumerExchange[] = [];
  const distrusted = new Set<string>();
  let lastErrors = "";
  let program: Program | undefined;
  const recorderOf = (condition: Condition) =>
    new Recorder({
      ...{ secrets, condition, run: programs.length, epochMs },
      onTooMuch: () => program?.stop("too many requests"),
      onAsked: (waiting) => program?.asked(waiting),
    });
  let recorder = recorderOf(happy);
  const receiver = () => recorder;
  const sandbox = await serveSandbox(receiver);
  const interception =
    options.intercept === false
      ? undefined
      : await intercept({
          receiver,
          allowed: options.allowHosts ?? [],
          environment: usual,
          onDistrust: (host) => distrusted.add(host),
        });
  const environment = withoutUndefined({
    ...(interception?.environment ?? usual),
    PATH: usual.PATH && callersPath(usual.PATH),
    OPENCX_BASE_URL: sandbox.url,
    OPENCX_API_KEY: apiKey,
    OPENCX_SESSION_ID: sessions[0],
  });
  const recorded = () => caseOf(programs, received, sessions);

  return {
    /** @throws UsageError where the program cannot be started */
    async run(condition: Condition, again: boolean): Promise<void> {
      options.onRun?.(condition, again);
      recorder = recorderOf(condition);
      const startedMs = performance.now() - epochMs;
      const uncaughtFile = interception && join(interception.folder, `uncaught-${programs.length}`);
      program = startProgram(options, environment, uncaughtFile);
      const onAbort = () => program?.stop();
      signal?.addEventListener("abort", onAbort, { once: true });
      const ending = await program.ending.finally(() => signal?.removeEventListener("abort", onAbort));
      // A run that the user interrupted shows nothing about its ending.
      if (!signal?.aborted) {
        await recorder.settled();
        lastErrors = program.lastErrors();
        const endedMs = performance.now() - epochMs;
        programs.push({ condition: condition.name, startedMs, endedMs, ...ending });
        received.push(...recorder.exchanges);
      }
      // Between two runs nobody should be asking; what does is answered as if all were well, and forgotten.
      recorder = recorderOf(happy);
      program = undefined;
    },
    case: recorded,
    /** Why not everything could be judged. */
    problem(): string | undefined {
      if (signal?.aborted) return "the run was interrupted";
      return whySilent(recorded(), {
        intercepted: interception !== undefined,
        lastErrors: secrets.redact(lastErrors),
        distrusted: [...distrusted],
      });
    },
    async close(): Promise<void> {
      await interception?.close();
      await sandbox.close();
    },
  };
}
