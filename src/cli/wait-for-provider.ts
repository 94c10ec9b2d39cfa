import { setTimeout as pause } from "node:timers/promises";
import { plain } from "../reports/plain.ts";
import { UnavailableError } from "../usage-error.ts";
import type { StartedProvider } from "./start-provider.ts";
import type { Opened } from "./target.ts";

/** Pause between two tries, in milliseconds. */
const PAUSE_MS = 200;
/** A wait that is longer than this is announced, in milliseconds. */
const QUIET_MS = 2_000;

/**
 * Waits until the provider answers anything at all, whatever the status, for at most so many milliseconds.
 * @throws UnavailableError where it does not, or where the provider that was started ends before
 */
export async function waitForProvider(
  { target, url }: Opened,
  waitMs: number,
  started: StartedProvider | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (waitMs === 0) return;
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
