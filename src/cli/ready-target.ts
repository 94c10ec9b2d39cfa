import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { plain } from "../reports/plain.ts";
import { signalGroup } from "../signal-group.ts";
import { UnavailableError } from "../usage-error.ts";
import type { TargetOptions } from "./flags.ts";
import { type Opened, openTarget } from "./target.ts";

/** How long a provider that the suite starts may take to answer, in milliseconds. */
const DEFAULT_START_MS = 60_000;
/** Pause between two tries, in milliseconds. */
const PAUSE_MS = 200;
/** A wait that is longer than this is announced, in milliseconds. */
const QUIET_MS = 2_000;

/** Lines of the output of a started provider that are shown where it does not answer. */
const MAX_LINES = 15;
/** Time for it to end by itself once it was asked to, in milliseconds. */
const GRACE_MS = 3_000;

/**
 * A provider that answers: started where the options say how, and waited for. Closing it ends what was started.
 * @throws UsageError, and UnavailableError where it does not answer in time, or another one answers in its place
 */
export async function openReadyTarget(options: TargetOptions, signal?: AbortSignal): Promise<Opened> {
  const opened = await openTarget(options);
  if (options.start !== undefined && (await asks(opened)).response !== undefined) {
    await opened.close();
    throw new UnavailableError(
      `something answers at ${opened.url} before "${options.start}" was started: it would be judged instead`,
      "stop it, or leave --start out to judge it",
    );
  }
  const started = options.start === undefined ? undefined : startProvider(options.start);
  const close = async () => {
    await opened.close();
    await started?.stop();
  };
  try {
    const waitMs = options.wait ?? (started === undefined ? 0 : DEFAULT_START_MS);
    if (waitMs > 0) await waitForProvider(opened, waitMs, started, signal);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...opened, close };
}

/**
 * Waits until the provider answers anything at all, whatever the status, for at most so many milliseconds.
 * @throws UnavailableError where it does not, or where the provider that was started ends before
 */
async function waitForProvider(
  { target, url }: Opened,
  waitMs: number,
  started: ReturnType<typeof startProvider> | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const beganMs = performance.now();
  let isTold = false;
  for (;;) {
    if (started?.ended() !== undefined)
      throw new UnavailableError(
        `"${started.command}" ended with ${started.ended()} before it answered`,
        `start it by hand to see why. ${started.written()}`,
      );
    const { response, error } = await asks({ target });
    if (response !== undefined || signal?.aborted) return;
    const waitedMs = performance.now() - beganMs;
    if (waitedMs >= waitMs)
      throw new UnavailableError(
        `nothing answered at ${url} within ${waitMs / 1000} s: ${error?.message ?? "no answer"}`,
        started === undefined
          ? "check the URL, and that the provider runs; --wait gives it more time"
          : `check that "${started.command}" listens there; --wait gives it more time. ${started.written()}`,
      );
    if (!isTold && waitedMs > QUIET_MS) {
      isTold = true;
      process.stderr.write(`waiting for ${url} to answer, ${Math.round(waitMs / 1000)} s at most\n`);
    }
    await pause(PAUSE_MS);
  }
}

const asks = ({ target }: Pick<Opened, "target">) =>
  target.transport.send({ method: "GET", path: "/", headers: [] });

/** Starts a command in a shell, in a process group of its own, so that nothing of it outlives the run. */
function startProvider(command: string) {
  const child = spawn(command, { shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let end: string | undefined;
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk.toString("utf8")}`.slice(-20_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const gone = once(child, "exit").then(([code, signal]) => {
    end = code === null ? `signal ${signal}` : `exit code ${code}`;
  });
  return {
    command,
    /** How it ended, if it has: "exit code 1". */
    ended: () => end,
    /** The end of what it wrote. */
    written() {
      if (output.trim() === "") return "It wrote nothing.";
      const lines = output.trimEnd().split("\n").slice(-MAX_LINES);
      return `It wrote last:\n${lines.map((line) => `    ${plain(line)}`).join("\n")}`;
    },
    /** Ends its whole process group. */
    async stop() {
      signalGroup(child, "SIGTERM");
      await Promise.race([gone, pause(GRACE_MS, undefined, { ref: false })]);
      signalGroup(child, "SIGKILL");
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    },
  };
}
