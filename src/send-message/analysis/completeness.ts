import type { Case } from "../../evidence/case.ts";
import type { RecordKind } from "../../evidence/step.ts";
import { isIn, type Write } from "../../merge-oracle/write.ts";
import { factsOf } from "./facts.ts";
import { compareMessages, mayBeChanged } from "./messages.ts";
import { compareRecords } from "./records.ts";

/** What the latest look at a session leaves to be seen. */
export interface Completeness {
  /** Every accepted write, or message, is shown as it should be. */
  readonly whole: boolean;
  /** Whether each accepted write that none has replaced, or message, is shown, by what tells it apart; empty where nothing could be read. */
  readonly shown: ReadonlyMap<string, boolean>;
  /** The latest accepted write to each record, or the latest message, is shown: nothing else is still to come. */
  readonly current: boolean;
  /** Anything that a send of the case wrote is shown. */
  readonly seen: boolean;
}

const NOTHING: Completeness = {
  whole: false,
  shown: new Map(),
  current: false,
  seen: false,
};

/** Whether the latest read of a session shows what was written to these records of it. */
export function completenessOfRecords(
  recorded: Case,
  session: string,
  kinds: readonly RecordKind[],
): Completeness {
  const { discrepancies, judged, writes, views } = compareRecords(recorded, factsOf(recorded));
  const latest = kinds.map((kind) =>
    views.findLast((view) => view.through === session && view.kind === kind),
  );
  const perView = latest.map((view) => {
    if (view === undefined) return NOTHING;
    const isShown = (write: Write) => isIn(view.data, write);
    const own = writes.filter((write) => write.record === view.record && write.acceptance !== "refused");
    const accepted = own.filter((write) => write.acceptance === "accepted");
    // What no later write of its key has replaced, and what may or may not have happened.
    const live = own.filter(
      (write) => !accepted.some((later) => later.key === write.key && later.startedMs > write.endedMs),
    );
    const latestMs = Math.max(...accepted.map((write) => write.startedMs));
    const due = new Set(judged.filter((entry) => entry.view === view).map((entry) => entry.write));
    return {
      whole:
        accepted.every(({ key }) => live.some((write) => write.key === key && isShown(write))) &&
        !discrepancies.some((found) => found.view === view),
      shown: new Map(
        live
          .filter(({ acceptance }) => acceptance === "accepted")
          .map((write) => [`${write.exchange} ${write.kind} ${write.key}`, isShown(write)]),
      ),
      current:
        live.every((write) => write.startedMs !== latestMs || isShown(write)) &&
        live.every((write) => due.has(write) || isShown(write) || write.acceptance === "unknown"),
      seen: accepted.some(
        (write) => recorded.exchanges[write.exchange]!.operation === "sendMessage" && isShown(write),
      ),
    };
  });
  return {
    whole: perView.every((view) => view.whole),
    shown: new Map(perView.flatMap((view) => [...view.shown])),
    current: perView.every((view) => view.current),
    seen: perView.every((view) => view.seen),
  };
}

/** Whether the latest walk through a session's history shows each accepted message once. */
export function completenessOfHistory(recorded: Case, session: string): Completeness {
  const facts = factsOf(recorded);
  const walk = facts.histories.findLast((history) => history.session === session);
  if (!walk?.complete) return NOTHING;
  const sent = facts.sends.filter(
    (send) =>
      send.session === session &&
      send.acceptance === "accepted" &&
      send.text !== undefined &&
      !mayBeChanged(send.text),
  );
  const isShown = (text: string | undefined) => walk.items.some((item) => item.text === text);
  const last = sent.at(-1);
  return {
    whole:
      sent.every((send) => isShown(send.text)) &&
      !compareMessages(recorded, facts).discrepancies.some((found) => found.history === walk),
    shown: new Map(sent.map(({ text }) => [text!, isShown(text)])),
    current: last === undefined || isShown(last.text),
    seen: walk.items.length > 0,
  };
}
