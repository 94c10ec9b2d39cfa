import { type Run, statusOf, tries } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { wellRuns } from "./judge/like-happy.ts";

export const consumerErrorsNoticed = defineConsumerRule({
  id: "consumer/errors-noticed",
  basis: "implied",
  title: "an error is not taken for success: the program ends differently, sends differently, or says so",
  source: "good practice",
  conditions: ["bad-request", "unauthorized", "forbidden", "server-error"],
  otherwise: "every message was accepted in the end, or not everything was when all was well",
  judge: (run, it) => {
    const failed = tries(run.sends).filter((group) => (statusOf(group.at(-1)!) ?? 0) >= 400);
    const happy = wellRuns(it);
    if (failed.length === 0 || happy.length === 0) return { checked: 0, violations: [] };
    if (isNoticed(run, happy)) return { checked: failed.length, violations: [] };
    const last = failed[0]!.at(-1)!;
    return {
      checked: failed.length,
      violations: [
        {
          exchanges: [last.index],
          expected: `something other than when all is well, after ${statusOf(last)}: another exit code, another course, or a line on standard error`,
          got: `the same: ${run.program.stopped === undefined ? `exit code ${run.program.exit}` : "it went on"}, as many sends, no line more`,
        },
      ],
    };
  },
});

function isNoticed(run: Run, happy: readonly Run[]): boolean {
  return happy.every(
    ({ program, sends }) =>
      program.exit !== run.program.exit ||
      program.stopped !== run.program.stopped ||
      sends.length !== run.sends.length ||
      program.errorLines < run.program.errorLines,
  );
}
