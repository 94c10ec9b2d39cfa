import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { ConsumerAnalysis, Run, Send } from "../consumer-analysis.ts";
import { wentOn } from "../consumer-case.ts";
import { floodIn } from "./repeating.ts";
import { isWithheld } from "./withheld.ts";

/** After such an answer, or none, the program neither dies of it nor sends the message again and again. */
export function survives(isMet: (send: Send) => boolean) {
  return (run: Run, it: ConsumerAnalysis): Judgement => {
    const met = run.sends.filter(isMet);
    if (met.length === 0) return { checked: 0, violations: [] };
    const violations = [crashIn(run, it, met), floodIn(run.sends, it)].filter((found) => found !== undefined);
    return { checked: met.length, violations };
  };
}

function crashIn(run: Run, it: ConsumerAnalysis, met: readonly Send[]): Violation | undefined {
  const { program, sends } = run;
  if (isWithheld(run, met.at(-1)!.exchange.endedMs)) return undefined;
  const exchanges = [met.at(-1)!.index];
  const expected = "the program deals with it, or says so and ends";
  if (program.stopped !== undefined) return undefined;
  if (typeof program.exit === "string" && /^SIG/.test(program.exit))
    return { exchanges, expected, got: `it was killed by ${program.exit}` };
  const died = program.exit !== 0;
  // An error that names the status was made by a program that looked at it.
  const status = met.at(-1)!.exchange.response?.status;
  const isNoticed = status !== undefined && status >= 400 && program.uncaught?.includes(String(status));
  if (died && program.uncaught !== undefined && !isNoticed)
    return { exchanges, expected, got: `it died of an error that nothing caught: ${program.uncaught}` };
  const happy = it.under("happy");
  const staysUp = happy.length > 0 && happy.every((run) => wentOn(run.program));
  if (died && staysUp && sends.at(-1) === met.at(-1))
    return {
      exchanges,
      expected: "the program goes on running",
      got: `it ended with exit code ${program.exit}`,
    };
  return undefined;
}
