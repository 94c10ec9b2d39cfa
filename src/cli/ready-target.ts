import { setTimeout as pause } from "node:timers/promises";
import { plain } from "../reports/plain.ts";
import { UnavailableError } from "../usage-error.ts";
import type { TargetOptions } from "./flags.ts";
import { type StartedProvider, startProvider } from "./start-provider.ts";
import { type Opened, openTarget } from "./target.ts";

/** How long a provider that the suite starts may take to answer, in milliseconds. */
const DEFAULT_START_MS = 60_000;
/** Pause between two tries, in milliseconds. */
const PAUSE_MS = 200;
/** A wait that is longer than this is announced, in milliseconds. */
const QUIET_MS = 2_000;

/**
 * A provider that answers: started where the options say how, and waited for. Closing it ends what was started.
 * @throws UsageError, and UnavailableError where it does not answer in time
 */
export async function openReadyTarget(
  options: TargetOptions,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Opened> {
  const opened = await openTarget(options, environment);
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
  started: StartedProvider | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const beganMs = performance.now();
  let isTold = false;
  for (;;) {
    if (started?.ended() !== undefined) throw new UnavailableError(...endOf(started));
    const { response, error } = await target.transport.send({ method: "GET", path: "/", headers: [] });
    if (response !== undefined || signal?.aborted) return;
    const waitedMs = performance.now() - beganMs;
    if (waitedMs >= waitMs)
      throw new UnavailableError(
        `nothing answered at ${url} within ${waitMs / 1000} s: ${error?.message ?? "no answer"}`,
        started === undefined
          ? "check the URL, and that the provider runs; --wait gives it more time"
          : `check that "${started.command}" listens there; --wait gives it more time. ${writtenBy(started)}`,
      );
    if (!isTold && waitedMs > QUIET_MS) {
      isTold = true;
      process.stderr.write(`waiting for ${url} to answer, ${Math.round(waitMs / 1000)} s at most\n`);
    }
    await pause(PAUSE_MS);
  }
}

function endOf(started: StartedProvider): [message: string, hint: string] {
  return [
    `"${started.command}" ended with ${started.ended()} before it answered`,
    `start it by hand to see why. ${writtenBy(started)}`,
  ];
}

function writtenBy(started: StartedProvider): string {
  const lines = started.lastLines().map((line) => `    ${plain(line)}`);
  return lines.every((line) => line.trim() === "")
    ? "It wrote nothing."
    : `It wrote last:\n${lines.join("\n")}`;
}
