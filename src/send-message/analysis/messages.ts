import type { Case } from "../../evidence/case.ts";
import type { Facts, HistoryFact, HistoryItem, SendFact } from "./facts.ts";
import { mayBeCardNumber } from "./ordinary.ts";

/**
 * How a history differs from what was sent: `missing` or `doubled`, an accepted message; `applied`, a message that a
 * refused request carried; `leaked`, one of another session; `altered`, an accepted message under another text.
 */
export interface MessageDiscrepancy {
  readonly kind: "missing" | "doubled" | "applied" | "leaked" | "altered";
  readonly send: SendFact;
  readonly history: HistoryFact;
  readonly shown: readonly HistoryItem[];
}

export interface MessageComparison {
  readonly discrepancies: readonly MessageDiscrepancy[];
  /** Sends that a history was judged to show, or not to show, rightly or wrongly. */
  readonly judged: readonly SendFact[];
  /** Accepted sends that no history decides about. */
  readonly undecided: readonly SendFact[];
}

/** Holds the last complete history of each session against the messages that were sent, each under its own text. */
export function compareMessages(recorded: Case, facts: Facts): MessageComparison {
  const discrepancies: MessageDiscrepancy[] = [];
  const judged = new Set<SendFact>();
  const ended = (send: SendFact) => recorded.exchanges[send.exchange]!.endedMs;
  const started = (send: SendFact) => recorded.exchanges[send.exchange]!.startedMs;
  const named = facts.sends.filter(({ text }) => text?.includes(recorded.tag) && !mayBeChanged(text));
  for (const history of facts.histories) {
    const last = facts.histories.findLast((other) => other.session === history.session && other.complete);
    const shown = (send: SendFact) => history.items.filter((item) => item.text === send.text);
    // A message that was sent while the history was read may be in it.
    const sent = named.filter((send) => started(send) <= recorded.exchanges[history.exchange]!.endedMs);
    for (const send of sent) {
      const same = sent.filter((other) => other.text === send.text);
      const items = shown(send);
      if (items.length > 0 && same.every((other) => other.acceptance === "refused")) {
        discrepancies.push({ kind: "applied", send, history, shown: items });
      } else if (items.length > 0 && same.every((other) => other.session !== history.session)) {
        discrepancies.push({ kind: "leaked", send, history, shown: items });
      }
    }
    if (history !== last) continue;
    const own = sent.filter((send) => send.session === history.session);
    const visible = own.filter((send) => send.acceptance === "accepted" && shown(send).length > 0);
    const maxLagMs = recorded.patienceMs ?? Number.POSITIVE_INFINITY;
    const untilMs = Math.max(...visible.map(started), history.startedMs - maxLagMs);
    for (const send of own) {
      const twins = own.filter((other) => other.text === send.text && other.acceptance !== "refused");
      if (send.acceptance === "refused") {
        judged.add(send);
        continue;
      }
      // Whether a request repeated word for word is one message or two is left open, and an unanswered one may count or not.
      const items = shown(send);
      if (send.acceptance !== "accepted" || (items.length === 0 && ended(send) > untilMs)) continue;
      judged.add(send);
      // One text by another sender, or with other data, is another message, whatever is made of a repeated request.
      const due = new Set(
        twins
          .filter((twin) => twin.acceptance === "accepted" && ended(twin) <= untilMs)
          .map((twin) => recorded.exchanges[twin.exchange]!.request.body?.data),
      );
      if (items.length > 0 && items.length < due.size) {
        discrepancies.push({ kind: "missing", send, history, shown: items });
      } else if (items.length === 0) {
        const strays = history.items.filter(
          (item) =>
            (item.id !== undefined && item.id === send.messageId) || isAltered(item, send, own, recorded.tag),
        );
        discrepancies.push({ kind: strays.length > 0 ? "altered" : "missing", send, history, shown: strays });
      } else if (mostByOneSender(items) > twins.length) {
        discrepancies.push({ kind: "doubled", send, history, shown: items });
      }
    }
  }
  const undecided = named.filter((send) => send.acceptance === "accepted" && !judged.has(send));
  return { discrepancies, judged: [...judged], undecided };
}

/** Whether a history may show a text otherwise: white space around it, line ends, HTML and card numbers are left open. */
export function mayBeChanged(text: string): boolean {
  return text !== text.trim() || /[\r<>&]/.test(text.replace(/^>/gm, "")) || mayBeCardNumber(text);
}

/** An entry that carries the case's tag, and is the text of no send: what became of one. */
function isAltered(item: HistoryItem, send: SendFact, own: readonly SendFact[], tag: string): boolean {
  return (
    typeof item.text === "string" &&
    item.text.toLowerCase().includes(tag.toLowerCase()) &&
    !own.some((other) => other.text === item.text) &&
    send.text !== undefined
  );
}

/** Copies of a text under one sender type: an AI that answers with the very same words doubles nothing. */
function mostByOneSender(items: readonly HistoryItem[]): number {
  const counts = items.map((item) => items.filter((other) => other.senderType === item.senderType).length);
  return Math.max(0, ...counts);
}
