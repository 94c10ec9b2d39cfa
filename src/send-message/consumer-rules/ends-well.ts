import { wentOn } from "./consumer-case.ts";
import { statusOf } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { endingOf } from "./judge/like-happy.ts";
import { isWithheld } from "./judge/withheld.ts";

export const consumerEndsWell = defineConsumerRule({
  id: "consumer/ends-well",
  basis: "implied",
  title: "where every send is accepted, the program ends with exit code 0 or goes on running",
  source: "good practice",
  conditions: ["happy"],
  otherwise: "not everything that it sent was accepted, or the sandbox withheld something from it",
  judge: (run) => {
    const { sends, program } = run;
    const well = sends.length > 0 && sends.every((send) => Math.floor((statusOf(send) ?? 0) / 100) === 2);
    if (!well || isWithheld(run)) return { checked: 0, violations: [] };
    if (program.exit === 0 || wentOn(program)) return { checked: 1, violations: [] };
    return {
      checked: 1,
      violations: [
        {
          exchanges: [sends.at(-1)!.index],
          expected: "exit code 0: every send was accepted",
          got: program.uncaught ?? endingOf(run) ?? "unknown",
        },
      ],
    };
  },
});
