import { randomBytes } from "node:crypto";
import type { Writable } from "node:stream";
import { pageContract } from "../contract/page-contract.ts";
import type { Verdict } from "../contract/words.ts";
import type { ConsumerCase, ConsumerExchange, ConsumerProgram } from "../rules/consumer/consumer-case.ts";
import { ConsumerLook, type Run } from "../rules/consumer/consumer-look.ts";
import type { ConsumerRule } from "../rules/consumer/consumer-rule.ts";
import { type ConsumerResult, consumerVerdict, judgeConsumer } from "../rules/consumer/judge-consumer.ts";
import { consumerRules } from "../rules/consumer/registry.ts";
import { API_HOST, caseOf } from "./case-of.ts";
import type { Condition } from "./conditions.ts";
import { intercept } from "./interception.ts";
import { type Ending, type Program, startProgram } from "./program.ts";
import { Recorder } from "./recorder.ts";
import { serveSandbox } from "./sandbox-server.ts";
import { Secrets } from "./secrets.ts";

export interface ConsumerOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly conditions: readonly Condition[];
  /** Default: all consumer rules. */
  readonly rules?: readonly ConsumerRule[];
  /** Implied rules fail. Default: they warn. */
  readonly strict?: boolean;
  /** Requests to https://api.open.cx are answered here. Default: yes. */
  readonly intercept?: boolean;
  /** Other hosts that the program may reach while it is intercepted. */
  readonly allowHosts?: readonly string[];
  /** Session ids that the program knows; the first is its OPENCX_SESSION_ID. Default: that of its environment, or a new one. */
  readonly sessions?: readonly string[];
  /** Time for one run of the program, in milliseconds. Default: 30 s. */
  readonly timeoutMs?: number;
  readonly cwd?: string;
  /** The environment of the program, before the suite adds to it. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the program's output goes on to. Default: nowhere. */
  readonly stdout?: Writable;
  readonly stderr?: Writable;
  readonly signal?: AbortSignal;
  /** Told before each run of the program. */
  readonly onRun?: (condition: Condition, again: boolean) => void;
}

/** The outcome of judging a consumer. */
export interface ConsumerRun {
  readonly verdict: Verdict;
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: string;
  readonly rules: readonly ConsumerResult[];
  /** All that was recorded: what the rules judged. */
  readonly case: ConsumerCase;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Runs a program in the sandbox under each condition, and judges what it sent and how it coped. What is all well is
 * run twice, and so is every condition under which something was found: only what a program does in both counts.
 * @throws UsageError where the program cannot be started
 */
export async function runConsumer(options: ConsumerOptions): Promise<ConsumerRun> {
  const stage = await openStage(options);
  try {
    for (const condition of options.conditions) {
      if (options.signal?.aborted) break;
      await stage.run(condition, false);
      const isRepeated = condition.name === "happy" || stage.isAccused(condition);
      if (isRepeated && !options.signal?.aborted) await stage.run(condition, true);
    }
  } finally {
    await stage.close();
  }
  return judgeCase(stage.case(), options, stage.problem());
}

/** Judges what was recorded of a consumer, here or elsewhere. */
export function judgeCase(
  it: ConsumerCase,
  { rules = consumerRules, strict = false }: Pick<ConsumerOptions, "rules" | "strict"> = {},
  problem?: string,
): ConsumerRun {
  const look = new ConsumerLook(it, pageContract);
  const results = rules.map((rule) => judgeConsumer(rule, look, strict));
  const silent = look.runs.every(({ sends }) => sends.length === 0);
  const why = problem ?? (silent ? "no send was seen, so that there is nothing to judge" : undefined);
  const verdict = consumerVerdict(results, look);
  return {
    verdict: problem !== undefined && verdict === "conformant" ? "inconclusive" : verdict,
    ...(why === undefined ? {} : { problem: why }),
    rules: results,
    case: it,
  };
}

async function openStage(options: ConsumerOptions) {
  const { rules = consumerRules, timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
  const usual = options.environment ?? process.env;
  const sessions = options.sessions?.length
    ? options.sessions
    : [usual.OPENCX_SESSION_ID || crypto.randomUUID()];
  const apiKey = `ocx_sandbox_${randomBytes(18).toString("base64url")}`;
  const secrets = new Secrets(apiKey);
  const epochMs = performance.now();
  const programs: ConsumerProgram[] = [];
  const received: ConsumerExchange[] = [];
  const distrusted = new Set<string>();
  let recorder: Recorder | undefined;
  // Between two runs nobody should be asking; what does is answered as if all were well, and forgotten.
  const idle = new Recorder({
    apiKey,
    secrets,
    condition: IDLE,
    run: -1,
    epochMs,
    onTooMuch: () => undefined,
  });
  const receiver = () => recorder ?? idle;
  const sandbox = await serveSandbox(receiver);
  const interception =
    options.intercept === false
      ? undefined
      : await intercept({
          receiver,
          hosts: [API_HOST],
          allowed: options.allowHosts ?? [],
          environment: usual,
          onDistrust: (host) => distrusted.add(host),
        });
  const environment = {
    ...(interception?.environment ?? usual),
    OPENCX_BASE_URL: sandbox.url,
    OPENCX_API_KEY: apiKey,
    OPENCX_SESSION_ID: sessions[0],
  };
  const recorded = () => caseOf(programs, received, sessions);

  async function run(condition: Condition, again: boolean): Promise<void> {
    options.onRun?.(condition, again);
    let program: Program | undefined;
    const onTooMuch = () => program?.stop("too many requests");
    recorder = new Recorder({ apiKey, secrets, condition, run: programs.length, epochMs, onTooMuch });
    const startedMs = performance.now() - epochMs;
    program = startProgram({
      command: options.command,
      environment,
      timeoutMs,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.stdout === undefined ? {} : { stdout: options.stdout }),
      ...(options.stderr === undefined ? {} : { stderr: options.stderr }),
    });
    const onAbort = () => program?.stop();
    signal?.addEventListener("abort", onAbort, { once: true });
    let ending: Ending;
    try {
      ending = await program.ending;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
    // A run that the user interrupted shows nothing about its ending.
    if (!signal?.aborted) {
      programs.push({
        condition: condition.name,
        startedMs,
        endedMs: performance.now() - epochMs,
        ...ending,
      });
      received.push(...recorder.exchanges);
    }
    recorder = undefined;
  }

  return {
    run,
    case: recorded,
    /** Whether a run under this condition gives a rule something to accuse that the happy runs did not settle. */
    isAccused({ name }: Condition): boolean {
      const look = new ConsumerLook(recorded(), pageContract);
      const breaks = (rule: ConsumerRule, it: Run) => rule.judge(it, look).violations.length > 0;
      return rules
        .filter(({ conditions }) => conditions?.includes(name) ?? true)
        .some(
          (rule) =>
            look.under(name).some((it) => breaks(rule, it)) &&
            !(rule.conditions === undefined && look.under("happy").every((it) => breaks(rule, it))),
        );
    },
    problem(): string | undefined {
      const silent = received.every(({ operation }) => operation !== "sendMessage");
      if (signal?.aborted) return "the run was interrupted";
      if (silent && distrusted.size > 0)
        return `the program does not trust the throw-away authority of the sandbox for ${[...distrusted].join(", ")}: let it read the usual variables for trusted authorities, or take its URL from OPENCX_BASE_URL`;
      return undefined;
    },
    async close() {
      await interception?.close();
      await sandbox.close();
    },
  };
}

const IDLE: Condition = {
  name: "happy",
  title: "between two runs",
  profile: "quick",
  start: () => (call) => call.provider(),
};
