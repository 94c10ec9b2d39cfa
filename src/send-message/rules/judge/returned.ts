import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import { isIn } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { show } from "./words.ts";

/** Something that sends wrote to the session is shown by Get Session; where nothing ever is, only a long wait says so. */
export function returned(it: CaseAnalysis): Judgement {
  const { writes, views, judged } = it.records;
  const sent = writes.filter(
    (write) =>
      write.kind === "session" &&
      write.fate === "accepted" &&
      it.exchange(write.exchange).operation === "sendMessage",
  );
  const looks = views.filter((view) => view.kind === "session");
  const first = sent[0];
  const last = looks.at(-1);
  if (first === undefined || last === undefined) return UNCONCERNED;
  const shown = sent.filter((write) =>
    looks.some((view) => view.record === write.record && isIn(view.data, write)),
  );
  // Data that comes back under another key does come back: that it is another key breaks another rule.
  const renamed = it.records.discrepancies.some(
    (found) => found.kind === "renamed" && found.record === "session",
  );
  if (shown.length > 0 || renamed) return { checked: sent.length, violations: [] };
  const controlSeen = judged.some((entry) => sent.includes(entry.write));
  const waitedMs = last.startedMs - first.endedMs;
  if (!controlSeen && (it.case.patienceMs === null || waitedMs < it.case.patienceMs)) {
    return {
      checked: 0,
      violations: [],
      undecided:
        "Get Session showed no session data at all, and the wait was too short to tell late from lost",
    };
  }
  return {
    checked: 1,
    violations: [
      {
        exchanges: [first.exchange, last.exchange],
        expected: `${show(first.value)} under ${show(first.key)} in the custom_data of Get Session`,
        got: `custom_data ${show(last.data)}, ${Math.round(waitedMs)} ms later`,
      },
    ],
  };
}
