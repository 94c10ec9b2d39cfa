import type { RecordKind } from "../../../evidence/step.ts";
import { isOfAnotherCase } from "../../../evidence/tag.ts";
import type { Credential } from "../../../http/credentials.ts";
import { isObject } from "../../../json/json.ts";
import { type Judgement, judgeEach, UNCONCERNED, type Violation } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import type { Discrepancy } from "../../../merge-oracle/compare.ts";
import type { DiscrepancyKind } from "../../../merge-oracle/explain-value.ts";
import { isIn, type Write } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { pointerOf } from "../../contract/records.ts";
import type { Judge } from "../rule.ts";
import { isSent } from "./writes.ts";

type WriteTest = (write: Write, analysis: CaseAnalysis) => boolean;

/** Which differences of a record break the rule, and which writes it speaks of. */
export interface RecordRule {
  readonly record: RecordKind;
  readonly kinds: readonly DiscrepancyKind[];
  /** Only writes like this concern the rule. */
  readonly write?: WriteTest;
  /** Only differences like this break it. */
  readonly found?: (found: Discrepancy, analysis: CaseAnalysis) => boolean;
  /** `true`: only writes that met another under way; `false`, the default: only those that met none; `any`. */
  readonly concurrent?: boolean | "any";
}

/** What was accepted for a record is shown by it as the rule says. */
export function recordShows({
  record,
  kinds,
  write: isMeant,
  found: breaks,
  concurrent = false,
}: RecordRule): Judge {
  return (analysis) => {
    const concerns = (write: Write, wasConcurrent: boolean) =>
      write.kind === record &&
      (concurrent === "any" || wasConcurrent === concurrent) &&
      (isMeant?.(write, analysis) ?? true);
    const { judged, undecided, discrepancies } = analysis.records;
    const found = discrepancies.filter(
      (one) =>
        kinds.includes(one.kind) && concerns(one.write, one.concurrent) && (breaks?.(one, analysis) ?? true),
    );
    const checked = judged.filter((entry) => concerns(entry.write, entry.concurrent));
    const open = undecided.find((write) => concerns(write, concurrent === true));
    return {
      checked: Math.max(checked.length, found.length),
      violations: found.map((one) => violationOf(analysis, one, record)),
      ...(open && { undecided: whyUndecided(analysis, record, open.key) }),
    };
  };
}

/** Why no read decides about a key, and what to do about it. */
function whyUndecided({ records }: CaseAnalysis, record: RecordKind, key: string): string {
  if (records.views.some((view) => view.kind === record && Object.keys(view.data).length > 0))
    return `no read settled whether ${show(key)} was written to the ${record}; give --settle more time`;
  return record === "contact"
    ? "no answer of Get Session held anything in contact.custom_data; use sessions whose contact is verified, and a key that may read contacts, or give --settle more time"
    : "no answer of Get Session held anything in the session's custom_data; check that the key may read sessions, or give --settle more time";
}

/** Nothing that these sources carried, writes elsewhere or refused ones, ever appears in the record. */
export function recordNeverShows(record: RecordKind, kind: DiscrepancyKind, isSource: WriteTest): Judge {
  return (analysis) => {
    const { writes, settled, discrepancies } = analysis.records;
    const found = discrepancies.filter(
      (one) => one.view.kind === record && one.kind === kind && isSource(one.write, analysis),
    );
    const sources = writes.filter((write) => isSource(write, analysis));
    const checked = sources.filter((write) =>
      settled.some((view) => view.kind === record && view.startedMs >= write.endedMs),
    );
    const [open] = checked.length > 0 ? [] : sources;
    return {
      checked: Math.max(checked.length, found.length),
      violations: found.map((one) => violationOf(analysis, one, record)),
      ...(open && { undecided: whyUndecided(analysis, record, open.key) }),
    };
  };
}

/**
 * No text that another case sent ever appears in a record that this one made: the other request is not at hand, but the
 * text says whose it is.
 */
export function nothingFromOtherCases(record: RecordKind): Judge {
  return ({ records, facts, case: { tag } }) => {
    const violations = records.views.flatMap((view) => {
      const made = facts.sessions.get(view.through);
      if (view.kind !== record || made === undefined) return [];
      const foreign = Object.entries(view.data).filter(([, value]) => isOfAnotherCase(value, tag));
      return foreign.map(([key, value]) => ({
        exchanges: [made.exchange, view.exchange],
        expected: `no data of another session in the ${record}'s custom data`,
        got: `${show(value)} under ${show(key)}, which another case of the suite sent to a session of its own`,
        difference: { pointer: pointerOf(record, key), expected: [] },
      }));
    });
    return { checked: violations.length, violations };
  };
}

/** Nothing that a refused request carried ever appears in these records; nested objects have a rule of their own. */
export function nothingApplied(
  credentials: (credential: Credential) => boolean,
  records: readonly RecordKind[],
): Judge {
  return both(
    ...records.map((record) =>
      recordNeverShows(record, "applied", (write, analysis) => {
        const { credential } = analysis.exchange(write.exchange);
        const isNested = isObject(write.value) && credential === "valid";
        return write.acceptance === "refused" && credentials(credential) && !isNested;
      }),
    ),
  );
}

/** A nested object that was rejected, or a part of it, never appears in the record. */
export function nestedApplied(record: RecordKind): Judge {
  return recordNeverShows(
    record,
    "applied",
    ({ acceptance, value, exchange }, analysis) =>
      acceptance === "refused" && isObject(value) && analysis.exchange(exchange).credential === "valid",
  );
}

/** Several judgements in one: everything that each of them checked and found. */
export function both(...judges: readonly Judge[]): Judge {
  return (analysis) => {
    const judgements = judges.map((judge) => judge(analysis));
    const undecided = judgements.find((judgement) => judgement.undecided !== undefined)?.undecided;
    return {
      checked: judgements.reduce((sum, judgement) => sum + judgement.checked, 0),
      violations: judgements.flatMap((judgement) => judgement.violations),
      ...(undecided === undefined ? {} : { undecided }),
    };
  };
}

/** Something that sends wrote to the session is shown by Get Session; where nothing ever is, only a long wait says so. */
export function shownByGetSession(analysis: CaseAnalysis): Judgement {
  const { writes, views, judged, discrepancies } = analysis.records;
  const sent = writes.filter((write) => write.kind === "session" && isSent(write, analysis));
  const reads = views.filter((view) => view.kind === "session");
  const [first, last] = [sent[0], reads.at(-1)];
  if (first === undefined || last === undefined) return UNCONCERNED;
  const isShown = sent.some((write) =>
    reads.some((view) => view.record === write.record && isIn(view.data, write)),
  );
  // Data that comes back under another key does come back: that it is another key breaks another rule.
  const isRenamed = discrepancies.some(({ kind, view }) => kind === "renamed" && view.kind === "session");
  if (isShown || isRenamed) return { checked: sent.length, violations: [] };
  const isControlSeen = judged.some((entry) => sent.includes(entry.write));
  const waitedMs = last.startedMs - first.endedMs;
  if (!isControlSeen && waitedMs < (analysis.case.patienceMs ?? Infinity))
    return {
      ...UNCONCERNED,
      undecided:
        "Get Session showed no session data at all, and the wait was too short to tell late from lost",
    };
  return judgeEach([last], ({ exchange, data }) => ({
    exchanges: [first.exchange, exchange],
    expected: `${show(first.value)} under ${show(first.key)} in the custom_data of Get Session`,
    got: `custom_data ${show(data)}, ${Math.round(waitedMs)} ms later`,
  }));
}

function violationOf({ records }: CaseAnalysis, found: Discrepancy, record: RecordKind): Violation {
  const { write, view, key, kind, expected } = found;
  const ofRecord = records.writes.filter((other) => other.record === view.record);
  const withKey = new Set(ofRecord.filter((other) => other.key === key).map(({ exchange }) => exchange));
  const between = ofRecord.find(
    ({ exchange, startedMs }) =>
      startedMs >= write.endedMs && startedMs < view.startedMs && !withKey.has(exchange),
  );
  const later = kind === "lost" ? between : undefined;
  const exchanges = [write.exchange, ...(later ? [later.exchange] : []), view.exchange];
  const place = `${show(key)} in the ${record}'s custom data`;
  const values = [...new Set(expected.map(show))].join(" or ");
  return {
    exchanges: [...new Set(exchanges)].sort((a, b) => a - b),
    expected: expected.length === 0 ? `no ${place}` : `${values} under ${place}`,
    got: later === undefined ? GOT[kind](show(found.got), show(key)) : LOST_TO_A_SEND,
    difference: { pointer: pointerOf(record, key), expected },
  };
}

const LOST_TO_A_SEND = "the key disappeared after a later send that did not include it";

const GOT: Readonly<Record<DiscrepancyKind, (got: string, key: string) => string>> = {
  absent: () => "the key never appeared",
  lost: () => "the key was shown and is gone, with no later write to the record that left it out",
  stale: (got) => `${got}, an older value`,
  altered: (got) => `${got}, a value that was never sent`,
  renamed: (got, key) => `${key}: ${got}, under a key that was never sent`,
  applied: (got) => `${got}, from a request that was refused`,
  crossed: (got) => `${got}, which was sent for the other record`,
  leaked: (got) => `${got}, which was sent to another session`,
};
