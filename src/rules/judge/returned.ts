import { shows } from "../../model/writes.ts";
import type { Look } from "../look.ts";
import { type Judgement, UNCONCERNED } from "../rule.ts";
import { show } from "./words.ts";

/** How many times the usual patience is spent before a record that shows nothing at all is held to show nothing ever. */
export const NEVER_SHOWN = 6;

/** Something that sends wrote to the session is shown by Get Session; where nothing ever is, only a long wait says so. */
export function returned(it: Look): Judgement {
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
    looks.some(
      (view) =>
        view.record === write.record &&
        Object.hasOwn(view.data, write.key) &&
        shows(write, view.data[write.key]),
    ),
  );
  if (shown.length > 0) return { checked: shown.length, violations: [] };
  const controlSeen = judged.some((entry) => sent.includes(entry.write));
  const waitedMs = last.startedMs - first.endedMs;
  if (!controlSeen && (it.case.patienceMs === null || waitedMs < NEVER_SHOWN * it.case.patienceMs)) {
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
