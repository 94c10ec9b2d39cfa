import type { Json } from "../../../json/json.ts";
import type { Discrepancy } from "../../../merge-oracle/compare.ts";
import type { Write } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { isOrdinaryKey, isOrdinaryValue } from "../../analysis/ordinary.ts";

/** Questions that rules ask of a write before it concerns them. */

export function isOrdinary(write: Write): boolean {
  return isOrdinaryKey(write.key) && isOrdinaryValue(write.value);
}

/** The record is written to again, later, by a request that was accepted. */
export function hasLaterSend(write: Write, it: CaseAnalysis): boolean {
  return it.records.writes.some(
    (later) => later.record === write.record && later.fate === "accepted" && later.startedMs >= write.endedMs,
  );
}

/** What was written to the key before. */
function olderThan(write: Write, it: CaseAnalysis): Write[] {
  return it.records.writes.filter(
    (earlier) =>
      isSameKey(earlier, write) && earlier.fate === "accepted" && earlier.endedMs <= write.startedMs,
  );
}

/** The key had a value before. */
export function isUpdate(write: Write, it: CaseAnalysis): boolean {
  return olderThan(write, it).length > 0;
}

/** The value is missing, an older one, or a text that holds an older one beside the one that was sent: nothing was replaced. */
export function replacesNothing({ kind, got, write }: Discrepancy, it: CaseAnalysis): boolean {
  return kind !== "altered" || olderThan(write, it).some((older) => holdsBoth(got, older.value, write.value));
}

/** Whether a text is made of these two, of which neither is a part of the other. */
function holdsBoth(text: Json | undefined, one: Json, other: Json): boolean {
  if (typeof text !== "string" || typeof one !== "string" || typeof other !== "string") return false;
  return text.includes(one) && text.includes(other) && !one.includes(other) && !other.includes(one);
}

/** The key is among those that were written by several requests at once. */
export function isRaced(write: Write, it: CaseAnalysis): boolean {
  const rivals = it.records.writes.filter((other) => isSameKey(other, write) && other.fate === "accepted");
  return rivals.some((one) => rivals.some((other) => overlap(one, other)));
}

/** A write to the same contact through another session was under way at the same time. */
export function acrossSessions(write: Write, it: CaseAnalysis): boolean {
  return it.records.writes.some(
    (other) => other.record === write.record && other.through !== write.through && overlap(write, other),
  );
}

/** The contact has another session that was created for it. */
export function hasOtherSession(write: Write, it: CaseAnalysis): boolean {
  const own = it.facts.sessions.get(write.through);
  return [...it.facts.sessions.values()].some(
    (other) =>
      other.id !== write.through &&
      other.verified &&
      other.contact !== undefined &&
      other.contact === own?.contact,
  );
}

/** The case has sessions of more than one contact. */
export function hasStranger(it: CaseAnalysis): boolean {
  return new Set([...it.facts.sessions.values()].map((session) => session.contact)).size > 1;
}

/** The difference shows in the session that the data was sent to, and no other session has to do with it. */
export function seenWhereSent(found: Discrepancy, it: CaseAnalysis): boolean {
  return found.view.through === found.write.through && !isBesideUnverified(found, it);
}

/** An unverified session of the same contact was created before the read. */
export function isBesideUnverified({ write, view }: Discrepancy, it: CaseAnalysis): boolean {
  const contact = it.facts.sessions.get(write.through)?.contact;
  return [...it.facts.sessions.values()].some(
    (other) =>
      write.kind === "contact" &&
      !other.verified &&
      other.contact !== undefined &&
      other.contact === contact &&
      other.exchange < view.exchange,
  );
}

function isSameKey(one: Write, other: Write): boolean {
  return one.record === other.record && one.key === other.key;
}

function overlap(one: Write, other: Write): boolean {
  return one.exchange !== other.exchange && one.startedMs < other.endedMs && other.startedMs < one.endedMs;
}
