import { wentOn } from "./consumer-case.ts";
import { type Run, statusOf, tries } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { wellRuns } from "./judge/like-happy.ts";
import { isWithheld } from "./judge/withheld.ts";

export const consumerErrorsNoticed = defineConsumerRule({
  id: "consumer/errors-noticed",
  basis: "implied",
  title: "an error is not taken for success: the program ends differently, sends differently, or says so",
  source: "good practice",
  conditions: ["bad-request", "unauthorized", "forbidden", "server-error"],
  otherwise:
    "every message was accepted in the end, or not everything was when all was well, or the sandbox withheld something",
  judge: (run, it) => {
    const failed = tries(run.sends).filter((group) => (statusOf(group.at(-1)!) ?? 0) >= 400);
    const happy = wellRuns(it);
    if (failed.length === 0 || happy.length === 0 || isWithheld(run)) return { checked: 0, violations: [] };
    if (isNoticed(run, happy)) return { checked: failed.length, violations: [] };
    const last = failed[0]!.at(-1)!;
    return {
      checked: failed.length,
      violations: [
        {
          exchanges: [last.index],
          expected: `something other than when all is well, after ${statusOf(last)}: another exit code, another course, or other lines of output`,
          got: `the same: ${run.program.stopped === undefined ? `exit code ${run.program.exit}` : "it went on"}, as many sends, the same lines of output`,
        },
      ],
    };
  },
});

function isNoticed(run: Run, happy: readonly Run[]): boolean {
  return happy.every(
    ({ program, sends }) =>
      wentOn(program) !== wentOn(run.program) ||
      (!wentOn(program) && program.exit !== run.program.exit) ||
      sends.length !== run.sends.length ||
      program.errorLines < run.program.errorLines ||
      saysOther(run, happy),
  );
}

/** Lines are compared by the numbers in them only where happy runs agree in these; where they agree in nothing, lines prove nothing. */
function saysOther({ program: { output } }: Run, happy: readonly Run[]): boolean {
  if (output === undefined) return false;
  const usual = (["exact", "masked"] as const).find(
    (detail) => new Set(happy.map(({ program }) => program.output?.[detail])).size === 1,
  );
  return usual === undefined || happy[0]!.program.output?.[usual] !== output[usual];
}
