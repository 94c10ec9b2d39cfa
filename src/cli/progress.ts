import type { RunEvent } from "../running/run.ts";
import type { RunResult } from "../running/run-result.ts";

/** Shows a run while it goes on: one line that moves on a terminal, a line for each broken rule where there is none. */
export async function followProgress(
  events: AsyncIterable<RunEvent>,
  out: NodeJS.WriteStream,
  follow: (event: RunEvent) => void = () => {},
): Promise<RunResult> {
  const isTerminal = out.isTTY === true;
  let planned = 0;
  let judged = 0;
  let broken = 0;
  let result: RunResult | undefined;
  const line = (text: string) => {
    if (isTerminal) out.write(`\r\u001b[2K${text}`);
  };
  for await (const event of events) {
    follow(event);
    if (event.type === "planned") planned = event.cases;
    if (event.type === "judged") {
      judged += 1;
      broken += event.broken.length;
      if (!isTerminal)
        for (const rule of event.broken) out.write(`broken after ${event.requests} requests: ${rule.id}\n`);
      line(
        `${judged} of ${planned} cases, ${event.requests} requests${broken === 0 ? "" : `, ${broken} rules broken`}`,
      );
    }
    if (event.type === "shrinking") line(`looking for the smallest request that breaks ${event.rule.id}`);
    if (event.type === "ended") result = event.result;
  }
  line("");
  if (result === undefined) throw new Error("the run ended without a result");
  return result;
}
