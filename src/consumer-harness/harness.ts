import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type {
  ConsumerCase,
  ConsumerExchange,
  ConsumerProgram,
} from "../send-message/consumer-rules/consumer-case.ts";
import { callersPath } from "./callers-path.ts";
import { API_HOST, caseOf } from "./case-of.ts";
import type { Condition } from "./conditions.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import { intercept } from "./interception.ts";
import { type Ending, type Program, startProgram } from "./program.ts";
import { Recorder } from "./recorder.ts";
import { serveSandbox } from "./sandbox-server.ts";
import { Secrets } from "./secrets.ts";
import { whySilent } from "./silence.ts";

/** Where a program is run again and again, and all that was recorded of it. */
export interface ConsumerHarness {
  /** @throws UsageError where the program cannot be started */
  run(condition: Condition, again: boolean): Promise<void>;
  case(): ConsumerCase;
  /** Why not everything could be judged. */
  problem(): string | undefined;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_IDLE_MS = 10_000;

/**
 * Opens the sandbox, and the proxy in front of it where that is wanted; a fresh provider answers in each run.
 */
export async function openHarness(options: ConsumerOptions): Promise<ConsumerHarness> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, idleMs = DEFAULT_IDLE_MS, signal } = options;
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
  let lastErrors = "";
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
    ...(usual.PATH === undefined ? {} : { PATH: callersPath(usual.PATH) }),
    OPENCX_BASE_URL: sandbox.url,
    OPENCX_API_KEY: apiKey,
    OPENCX_SESSION_ID: sessions[0],
  };
  const recorded = () => caseOf(programs, received, sessions);

  async function run(condition: Condition, again: boolean): Promise<void> {
    options.onRun?.(condition, again);
    let program: Program | undefined;
    const onTooMuch = () => program?.stop("too many requests");
    recorder = new Recorder({
      ...{ apiKey, secrets, condition, run: programs.length, epochMs, onTooMuch },
      onAsked: (waiting) => program?.asked(waiting),
    });
    const startedMs = performance.now() - epochMs;
    program = startProgram({
      command: options.command,
      environment,
      timeoutMs,
      idleMs,
      ...(interception && { uncaughtFile: join(interception.folder, `uncaught-${programs.length}`) }),
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
      await recorder.settled();
      lastErrors = program.lastErrors();
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
    problem(): string | undefined {
      if (signal?.aborted) return "the run was interrupted";
      return whySilent(recorded(), {
        intercepted: interception !== undefined,
        lastErrors: secrets.redact(lastErrors),
        distrusted: [...distrusted],
      });
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
