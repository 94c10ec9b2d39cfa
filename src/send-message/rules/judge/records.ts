import type { RecordKind } from "../../../evidence/step.ts";
import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { Discrepancy } from "../../../merge-oracle/compare.ts";
import type { DiscrepancyKind } from "../../../merge-oracle/explain-value.ts";
import type { Write } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { pointerOf } from "../../contract/records.ts";
import { show } from "./words.ts";

/** Which differences of a record break the rule, and which writes it speaks of. */
export interface RecordRule {
  readonly record: RecordKind;
  readonly kinds: readonly DiscrepancyKind[];
  /** Only writes like this concern the rule. */
  readonly write?: (write: Write, it: CaseAnalysis) => boolean;
  /** Only differences like this break it. */
  readonly found?: (found: Discrepancy, it: CaseAnalysis) => boolean;
  /** `true`: only writes that met another under way; `false`, the default: only those that met none; `any`. */
  readonly concurrent?: boolean | "any";
}

/** What was accepted for a record is shown by it as the rule says. */
export function kept(rule: RecordRule) {
  const concerns = (write: Write, concurrent: boolean, it: CaseAnalysis) =>
    write.kind === rule.record &&
    (rule.concurrent === "any" || concurrent === (rule.concurrent ?? false)) &&
    (rule.write?.(write, it) ?? true);
  return (it: CaseAnalysis): Judgement => {
    const { judged, undecided, discrepancies } = it.records;
    const found = discrepancies.filter(
      (one) =>
        rule.kinds.includes(one.kind) &&
        concerns(one.write, one.concurrent, it) &&
        (rule.found?.(one, it) ?? true),
    );
    const open = undecided.filter((write) => concerns(write, rule.concurrent === true, it));
    return {
      checked: Math.max(
        judged.filter((entry) => concerns(entry.write, entry.concurrent, it)).length,
        found.length,
      ),
      violations: found.map((one) => violationOf(it, one, rule.record)),
      ...(open.length === 0 ? {} : { undecided: whyUndecided(it, rule.record, open[0]!.key) }),
    };
  };
}

/** Why no read decides about a key, and what to do about it. */
function whyUndecided(it: CaseAnalysis, record: RecordKind, key: string): string {
  if (it.records.views.some((view) => view.kind === record))
    return `no read settled whether ${show(key)} was written to the ${record}; give --settle more time`;
  return record === "contact"
    ? "no answer of Get Session held contact.custom_data; use sessions whose contact is verified, and a key that may read contacts"
    : "no answer of Get Session held the session's custom_data; check that the key may read sessions";
}

/** Nothing of these kinds ever appears in the record: of what a write elsewhere, or a refused one, carried. */
export function absentFrom(
  rule: RecordRule & { readonly source: (write: Write, it: CaseAnalysis) => boolean },
) {
  return (it: CaseAnalysis): Judgement => {
    const { writes, settled, discrepancies } = it.records;
    const found = discrepancies.filter(
      (one) =>
        one.record === rule.record &&
        rule.kinds.includes(one.kind) &&
        rule.source(one.write, it) &&
        (rule.found?.(one, it) ?? true),
    );
    const sources = writes.filter((write) => rule.source(write, it));
    const views = settled.filter(({ view }) => view.kind === rule.record);
    const checked = sources.filter((write) => views.some(({ view }) => view.startedMs >= write.endedMs));
    return {
      checked: Math.max(checked.length, found.length),
      violations: found.map((one) => violationOf(it, one, rule.record)),
      ...(sources.length > 0 && checked.length === 0
        ? { undecided: `no settled read of the ${rule.record} followed ${show(sources[0]!.key)}` }
        : {}),
    };
  };
}

function violationOf(it: CaseAnalysis, found: Discrepancy, record: RecordKind): Violation {
  const later = it.records.writes.find(
    (write) =>
      write.record === found.view.record &&
      write.startedMs >= found.write.endedMs &&
      write.startedMs < found.view.startedMs &&
      write.exchange !== found.write.exchange,
  );
  const exchanges = [
    ...new Set([
      found.write.exchange,
      ...(found.kind === "lost" && later !== undefined ? [later.exchange] : []),
      found.view.exchange,
    ]),
  ];
  const place = `${show(found.key)} in the ${record}'s custom data`;
  const values = [...new Set(found.expected.map(show))].join(" or ");
  return {
    exchanges: exchanges.sort((a, b) => a - b),
    expected: found.expected.length === 0 ? `no ${place}` : `${values} under ${place}`,
    got: describe(found),
    difference: {
      pointer: pointerOf(record, found.key),
      expected: found.expected,
    },
  };
}

function describe(found: Discrepancy): string {
  const got = show(found.got);
  switch (found.kind) {
    case "absent":
      return "the key never appeared";
    case "lost":
      return "the key disappeared after a later send that did not include it";
    case "stale":
      return `${got}, an older value`;
    case "altered":
      return `${got}, a value that was never sent`;
    case "renamed":
      return `${show(found.key)}: ${got}, under a key that was never sent`;
    case "applied":
      return `${got}, from a request that was refused`;
    case "crossed":
      return `${got}, which was sent for the other record`;
    case "leaked":
      return `${got}, which was sent to another session`;
  }
}
