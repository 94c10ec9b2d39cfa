import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import { isIn } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { isSent } from "./writes.ts";

/** Something that sends wrote to the session is shown by Get Session; where nothing ever is, only a long wait says so. */
export function returned(analysis: CaseAnalysis): Judgement {
  const { writes, views, judged, discrepancies } = analysis.records;
  const sent = writes.filter((write) => write.kind === "session" && isSent(write, analysis));
  const reads = views.filter((view) => view.kind === "session");
  const [first, last] = [sent[0], reads.at(-1)];
  if (first === undefined || last === undefined) return UNCONCERNED;
  const isShown = sent.some((write) =>
    reads.some((view) => view.record === write.record && isIn(view.data, write)),
  );
  // Data that comes back under another key does come back: that it is another key breaks another rule.
  const isRenamed = discrepancies.some(({ kind, record }) => kind === "renamed" && record === "session");
  if (isShown || isRenamed) return { checked: sent.length, violations: [] };
  const isControlSeen = judged.some((entry) => sent.includes(entry.write));
  const waitedMs = last.startedMs - first.endedMs;
  if (!isControlSeen && waitedMs < (analysis.case.patienceMs ?? Infinity))
    return {
      ...UNCONCERNED,
      undecided:
        "Get Session showed no session data at all, and the wait was too short to tell late from lost",
    };
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
