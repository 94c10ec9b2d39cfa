import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { kept } from "./records.ts";

const shownAsStrings = kept({
  record: "contact",
  kinds: ["altered", "stale"],
  write: (write) => typeof write.value === "number" || typeof write.value === "boolean",
  concurrent: "any",
});

/** A number or boolean in contact data may be refused; one that is accepted is shown as a string. */
export function othersBecomeStrings(it: CaseAnalysis): Judgement {
  const judgement = shownAsStrings(it);
  const refused = it.records.writes.filter(
    (write) =>
      write.kind === "contact" &&
      (typeof write.value === "number" || typeof write.value === "boolean") &&
      write.fate === "refused",
  );
  return { ...judgement, checked: judgement.checked + refused.length };
}
