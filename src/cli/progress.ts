import type { RunEvent } from "../running/run.ts";
import type { RunResult } from "../running/run-result.ts";

/** Cases after which the time that is left can be guessed. */
const ENOUGH_CASES = 5;

/** How often the lines on a terminal change at most, in milliseconds. */
const PAUSE_MS = 60;

/**
 * Shows a run while it goes on: on a terminal two lines that are taken away in the end, elsewhere a line for each broken
 * rule. `follow` receives every event.
 */
export async function followProgress(
  events: AsyncIterable<RunEvent>,
  out: NodeJS.WriteStream,
  follow: (event: RunEvent) => void = () => {},
): Promise<RunResult> {
  // A log of a CI job is read later, as a file; a dumb terminal cannot go back to an earlier line.
  const frame =
    out.isTTY === true && !process.env.CI && process.env.TERM !== "dumb" ? terminalFrame(out) : undefined;
  const startedMs = performance.now();
  const broken: string[] = [];
  let planned = 0;
  let judged = 0;
  let result: RunResult | undefined;
  try {
    for await (const event of events) {
      follow(event);
      if (event.type === "planned") planned = event.cases;
      if (event.type === "judged") {
        judged += 1;
        broken.push(...event.broken.map(({ id }) => id));
        if (frame === undefined)
          for (const rule of event.broken) out.write(`broken after ${event.requests} requests: ${rule.id}\n`);
        frame?.show([
          figures(event, planned, judged, (performance.now() - startedMs) / 1000),
          ...brokenLine(broken),
        ]);
      }
      if (event.type === "shrinking")
        frame?.show([`looking for the smallest requests that break ${event.rule.id}`, ...brokenLine(broken)]);
      if (event.type === "ended") result = event.result;
    }
  } finally {
    frame?.clear();
  }
  if (result === undefined) throw new Error("the run ended without a result");
  return result;
}

/** How far a run is, how quickly, what is judged now, and how long it will take. */
function figures(
  event: Extract<RunEvent, { type: "judged" }>,
  planned: number,
  judged: number,
  seconds: number,
): string {
  const left = (seconds / judged) * Math.max(0, planned - judged);
  const time = left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`;
  return [
    `${judged} of ${planned} cases`,
    `${event.requests} requests`,
    `${Math.round(event.requests / Math.max(seconds, 0.001))}/s`,
    ...(judged < ENOUGH_CASES ? [] : [`about ${time} left`]),
    event.case.scenario,
  ].join(", ");
}

/** The last ones first: of many, those that fit are named. */
function brokenLine(broken: readonly string[]): string[] {
  return broken.length === 0 ? [] : [`${broken.length} broken: ${broken.toReversed().join(", ")}`];
}

/** Lines of plain ASCII at the end of a terminal, written over one another; `clear` leaves nothing behind. */
function terminalFrame(out: NodeJS.WriteStream) {
  let height = 0;
  let shownMs = Number.NEGATIVE_INFINITY;
  // Back to the first line, and everything from there on is erased.
  const erase = () => (height === 0 ? "" : `\r${height > 1 ? `\u001b[${height - 1}A` : ""}\u001b[J`);
  return {
    show(lines: readonly string[]) {
      const now = performance.now();
      if (now - shownMs < PAUSE_MS) return;
      shownMs = now;
      // Each is cut at the width of the terminal, and the last column stays free: some terminals wrap when it is written.
      const width = Math.max(20, (out.columns ?? 80) - 1);
      const cut = lines.map((line) => (line.length > width ? `${line.slice(0, width - 3)}...` : line));
      out.write(`${erase()}${cut.join("\n")}`);
      height = cut.length;
    },
    clear() {
      out.write(erase());
      height = 0;
    },
  };
}
