import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { withoutUndefined } from "../json/without-undefined.ts";
import { type Condition, happy } from "../send-message/consumer-rules/conditions.ts";
import type { ConsumerExchange, ConsumerProgram } from "../send-message/consumer-rules/consumer-case.ts";
import { callersPath } from "./callers-path.ts";
import { caseOf } from "./case-of.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import { intercept } from "./interception.ts";
import { type Program, startProgram } from "./program.ts";
import { Recorder } from "./recorder.ts";
import { serveSandbox } from "./sandbox-server.ts";
import { Secrets } from "./secrets.ts";
import { whySilent } from "./silence.ts";

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_IDLE_MS = 10_000;

/** A key that is new each time, for a program to show the sandbox. */
export function freshKey(): string {
  return `ocx_sandbox_${randomBytes(18).toString("base64url")}`;
}

/**
 * Where a program is run again and again, and all that was recorded of it. Opens the sandbox, and the proxy in front of
 * it where that is wanted; a fresh provider answers in each run.
 */
export async function openHarness(options: ConsumerOptions) {
  const { command, timeoutMs = DEFAULT_TIMEOUT_MS, idleMs = DEFAULT_IDLE_MS, signal } = options;
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
      ...{ apiKey, secrets, condition, run: programs.length, epochMs },
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
      const { cwd, stdout, stderr } = options;
      const uncaughtFile = interception && join(interception.folder, `uncaught-${programs.length}`);
      const streams = { stdout, stderr };
      program = startProgram(
        withoutUndefined({ command, environment, timeoutMs, idleMs, uncaughtFile, cwd, ...streams }),
      );
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
