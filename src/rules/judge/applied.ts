import type { Credential } from "../../evidence/credential.ts";
import type { RecordKind } from "../../evidence/step.ts";
import type { Look } from "../look.ts";
import type { Judgement } from "../rule.ts";
import { absentFrom } from "./records.ts";

/** Nothing that a refused request carried ever appears in these records. */
export function nothingApplied(
  credentials: (credential: Credential) => boolean,
  records: readonly RecordKind[],
) {
  const judges = records.map((record) =>
    absentFrom({
      record,
      kinds: ["applied"],
      source: (write, it) => write.fate === "refused" && credentials(it.exchange(write.exchange).credential),
    }),
  );
  return (it: Look): Judgement => {
    const judgements = judges.map((judge) => judge(it));
    const undecided = judgements.find((judgement) => judgement.undecided !== undefined)?.undecided;
    return {
      checked: judgements.reduce((sum, judgement) => sum + judgement.checked, 0),
      violations: judgements.flatMap((judgement) => judgement.violations),
      ...(undecided === undefined ? {} : { undecided }),
    };
  };
}
