import type { Json } from "../../../json/json.ts";
import type { Discrepancy } from "../../../merge-oracle/compare.ts";
import type { Write } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SessionFact } from "../../analysis/facts.ts";
import { isOrdinaryEntry } from "../../analysis/ordinary.ts";

/** Questions that rules ask of a write before it concerns them. */

export function isOrdinary({ key, value }: Write): boolean {
  return isOrdinaryEntry([key, value]);
}

/** An accepted send wrote it to this kind of record: not the creation of a session or contact. */
export function isSent({ acceptance, exchange }: Write, analysis: CaseAnalysis): boolean {
  return acceptance === "accepted" && analysis.exchange(exchange).operation === "sendMessage";
}

/** The record is written to again, later, by a request that was accepted. */
export function hasLaterSend(write: Write, { records }: CaseAnalysis): boolean {
  return records.writes.some(
    (later) =>
      later.record === write.record && later.acceptance === "accepted" && later.startedMs >= write.endedMs,
  );
}

/** What was written to the key before. */
function olderThan(write: Write, { records }: CaseAnalysis): Write[] {
  return records.writes.filter(
    (earlier) =>
      isSameKey(earlier, write) && earlier.acceptance === "accepted" && earlier.endedMs <= write.startedMs,
  );
}

/** The key had a value before. */
export function isUpdate(write: Write, analysis: CaseAnalysis): boolean {
  return olderThan(write, analysis).length > 0;
}

/** The value is missing, an older one, or a text that holds an older one beside the one that was sent: nothing was replaced. */
export function replacesNothing({ kind, got, write }: Discrepancy, analysis: CaseAnalysis): boolean {
  return (
    kind !== "altered" || olderThan(write, analysis).some((older) => holdsBoth(got, older.value, write.value))
  );
}

/** Whether a text is made of these two, neither of them being a part of the other. */
function holdsBoth(text: Json | undefined, one: Json, other: Json): boolean {
  if (typeof text !== "string" || typeof one !== "string" || typeof other !== "string") return false;
  return text.includes(one) && text.includes(other) && !one.includes(other) && !other.includes(one);
}

/**
 * The key is among those that were written by several requests at once. Where a provider takes one at a time and turns
 * the others away, these are sent again alone: what was accepted does not overlap, and still ends in one of its values.
 */
export function isRaced(write: Write, analysis: CaseAnalysis): boolean {
  const rivals = analysis.records.writes.filter(
    (other) => isSameKey(other, write) && other.acceptance === "accepted",
  );
  return rivals.some((one) =>
    rivals.some((other) => {
      const race = raceOf(one.exchange, analysis);
      const isOfOneRace = race !== undefined && race === raceOf(other.exchange, analysis);
      return overlap(one, other) || (one.exchange !== other.exchange && isOfOneRace);
    }),
  );
}

/** Index of the step that sent this exchange together with others; `undefined` where it was sent alone. */
export function raceOf(exchange: number, analysis: CaseAnalysis): number | undefined {
  const { step } = analysis.exchange(exchange);
  return analysis.case.steps[step]?.do === "together" ? step : undefined;
}

/** A write to the same contact through another session was under way at the same time. */
export function acrossSessions(write: Write, { records }: CaseAnalysis): boolean {
  return records.writes.some(
    (other) => other.record === write.record && other.through !== write.through && overlap(write, other),
  );
}

/** It is no marker, which is looked for where it was written, and the contact has another session that was created for it. */
export function hasOtherSession(write: Write, analysis: CaseAnalysis): boolean {
  if (analysis.exchange(write.exchange).purpose === "marker") return false;
  return sessionsOfContact(write, analysis).some(({ id, verified }) => id !== write.through && verified);
}

/** The case has sessions of more than one contact. */
export function hasStranger({ facts }: CaseAnalysis): boolean {
  return new Set([...facts.sessions.values()].map(({ contact }) => contact)).size > 1;
}

/** The difference shows in the session that the data was sent to, and no other session has to do with it. */
export function seenWhereSent(found: Discrepancy, analysis: CaseAnalysis): boolean {
  return found.view.through === found.write.through && !isBesideUnverified(found, analysis);
}

/**
 * Another rule on the contact's data says so already, and whose it is has nothing to do with it: a later send left the key
 * out, or it is wrong where it was sent, too.
 */
export function isPersonFound({ write }: Discrepancy, analysis: CaseAnalysis): boolean {
  return analysis.records.discrepancies.some(
    (other) =>
      isSameKey(other.write, write) &&
      (other.kind === "lost"
        ? hasLaterSend(other.write, analysis) && !isBesideUnverified(other, analysis)
        : seenWhereSent(other, analysis)),
  );
}

/** An unverified session of the same contact was created before the read. */
export function isBesideUnverified({ write, view }: Discrepancy, analysis: CaseAnalysis): boolean {
  return (
    write.kind === "contact" &&
    sessionsOfContact(write, analysis).some(({ verified, exchange }) => !verified && exchange < view.exchange)
  );
}

/** The sessions of the contact behind the session that a write went through. */
function sessionsOfContact({ through }: Write, { facts }: CaseAnalysis): SessionFact[] {
  const contact = facts.sessions.get(through)?.contact;
  return [...facts.sessions.values()].filter((each) => contact !== undefined && each.contact === contact);
}

function isSameKey(one: Write, other: Write): boolean {
  return one.record === other.record && one.key === other.key;
}

function overlap(one: Write, other: Write): boolean {
  return one.exchange !== other.exchange && one.startedMs < other.endedMs && other.startedMs < one.endedMs;
}
