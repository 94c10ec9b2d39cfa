import type { Case } from "../evidence/case.ts";
import type { RecordKind } from "../evidence/step.ts";
import { compare } from "./discrepancies.ts";
import { factsOf } from "./facts.ts";
import { compareMessages } from "./messages.ts";
import { shows } from "./writes.ts";

/** What the latest look at a session leaves to be seen. */
export interface Completeness {
  /** Every accepted write, or message, is shown as it should be. */
  readonly whole: boolean;
  /** The latest accepted write to each record, or the latest message, is shown: the look is not late. */
  readonly current: boolean;
}

/** Whether the latest read of a session shows what was written to these records of it. */
export function completenessOfRecords(it: Case, session: string, kinds: readonly RecordKind[]): Completeness {
  const { discrepancies, writes, views } = compare(it, factsOf(it));
  const latest = kinds.map((kind) =>
    views.findLast((view) => view.session === session && view.kind === kind),
  );
  if (latest.some((view) => view === undefined)) return { whole: false, current: false };
  const perView = latest.map((view) => {
    const own = writes.filter((write) => write.record === view!.record && write.fate === "accepted");
    const shown = own.filter(
      (write) => Object.hasOwn(view!.data, write.key) && shows(write, view!.data[write.key]),
    );
    const last = own.filter((write) => write.startedMs === Math.max(...own.map((other) => other.startedMs)));
    const keys = new Set(own.map((write) => write.key));
    const shownKeys = new Set(shown.map((write) => write.key));
    return {
      whole: keys.size === shownKeys.size && !discrepancies.some((found) => found.view === view),
      current: last.every((write) => shown.includes(write)),
    };
  });
  return { whole: perView.every((view) => view.whole), current: perView.every((view) => view.current) };
}

/** Whether the latest walk through a session's history shows each accepted message once. */
export function completenessOfHistory(it: Case, session: string): Completeness {
  const facts = factsOf(it);
  const walk = facts.histories.findLast((history) => history.session === session);
  if (!walk?.complete) return { whole: false, current: false };
  const sent = facts.sends.filter(
    (send) => send.session === session && send.fate === "accepted" && send.text !== undefined,
  );
  const isShown = (text: string | undefined) => walk.items.some((item) => item.text === text);
  const last = sent.at(-1);
  return {
    whole:
      sent.every((send) => isShown(send.text)) &&
      !compareMessages(it, facts).discrepancies.some((found) => found.history === walk),
    current: last === undefined || isShown(last.text),
  };
}
