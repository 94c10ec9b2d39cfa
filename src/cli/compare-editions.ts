import { readFileSync, statSync } from "node:fs";
import { counted } from "../counted.ts";
import { applyWaivers, type StaleWaiver, type Waiver } from "../evidence/waivers.ts";
import { type TouchedRule, touchedRules } from "../impact/touched-rules.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Change, Level } from "../openapi-diff/change.ts";
import { compareDocuments } from "../openapi-diff/compare-documents.ts";
import { type FailOn, failing } from "../openapi-diff/fail-on.ts";
import { findChangedOperation } from "../openapi-diff/find-operation.ts";
import { groupByComponent, operationsOf, worstOf } from "../openapi-diff/group-by-component.ts";
import { loadDocument } from "../openapi-diff/load-document.ts";
import { brokenInteractions } from "../pact/compare/broken-interactions.ts";
import { loadPacts } from "../pact/load-pacts.ts";
import type { ChangeReport } from "../reports/change-report.ts";
import { placeLines } from "../reports/place-lines.ts";
import { suiteFacts } from "./command-name.ts";

/** How many of the operations that use a component a report names. */
const NAMED = 8;

/** What is to be compared, and what of it fails. `today` is `YYYY-MM-DD`; the present day unless given. */
export interface Comparison {
  readonly base: string;
  readonly revision: string;
  readonly failOn: FailOn;
  readonly waivers: readonly Waiver[];
  readonly pacts: readonly string[];
  /** `METHOD /path`: only what concerns it is reported, and fails. */
  readonly operation?: string;
  readonly today?: string;
}

/**
 * Compares two editions of a document, and says whom the changes touch.
 * @throws UsageError if a document or a pact cannot be fetched or read
 */
export async function compareEditions(it: Comparison): Promise<ChangeReport> {
  const { base, revision, failOn, today = new Date().toISOString().slice(0, 10) } = it;
  const [before, after] = [await loadDocument(base), await loadDocument(revision)];
  const pacts = it.pacts.length === 0 ? undefined : await loadPacts(it.pacts);
  const operation =
    it.operation === undefined ? undefined : findChangedOperation(it.operation, before, after);
  const groups = groupByComponent(compareDocuments(before, after, { today })).flatMap((group) => {
    const uses = group.uses.filter((one) => concerns(one, operation));
    return uses.length === 0 ? [] : [{ ...group, uses, operations: operationsOf(group.uses) }];
  });
  const uses = groups.flatMap((group) => group.uses);
  const found = pacts && (await brokenInteractions(pacts, before, after, uses, operation));
  const groupPrints = new Map(
    groups.flatMap((group) => group.uses.map((one) => [one.fingerprint, group.fingerprint])),
  );
  const groupPrint = (fingerprint: string) => groupPrints.get(fingerprint) ?? fingerprint;
  const explaining = new Set(found?.flatMap((one) => one.changes));
  const { waived, stale } = applyWaivers(
    it.waivers,
    uses.filter(({ level, fingerprint }) => level !== "safe" || explaining.has(fingerprint)),
    ({ id, fingerprint }) => [groupPrint(fingerprint), fingerprint, id],
    today,
  );
  const failures = new Set(failing(uses, failOn).filter((change) => !waived.has(change)));
  const accepted = new Set([...waived.keys()].map(({ fingerprint }) => fingerprint));
  // A consumer that breaks by nothing but what was accepted was accepted, too.
  const isAccepted = (prints: readonly string[]) =>
    prints.length > 0 && prints.every((print) => accepted.has(print));
  const broken = found?.map((one) => ({
    ...one,
    changes: [...new Set(one.changes.map(groupPrint))],
    fails: failOn !== "none" && !isAccepted(one.changes),
  }));
  // What the other operations use is not known where one is looked at.
  const reported = stale.filter(({ cause }) => operation === undefined || cause === "expired");
  const fails = groups.flatMap((group) => {
    const some = group.uses.filter((one) => failures.has(one));
    return some.length === 0 ? [] : [worstOf(some)];
  });
  const reasons = failOn === "none" ? [] : reasonsOf(fails, broken ?? [], reported);
  const rulesOf = touchedRules(before, after);
  const lineOf = linesOf(revision);
  const count = (level: Level) => groups.filter((group) => worstOf(group.uses).level === level).length;
  const { name, version } = suiteFacts("");
  return {
    schema: "opencx-conformance/changes/1",
    base,
    revision,
    failOn,
    failed: reasons.length > 0,
    reasons,
    suite: { name, version },
    counts: { breaking: count("breaking"), risky: count("risky"), safe: count("safe") },
    changes: groups.map((group) => {
      const { component: _, ...change } = worstOf(group.uses);
      const open = group.uses.some((one) => one.level !== "safe" && !waived.has(one));
      const waiver = open ? undefined : group.uses.flatMap((one) => waived.get(one) ?? [])[0];
      const { operations, fingerprint } = group;
      const several = { count: operations.length, named: operations.slice(0, NAMED) };
      return withoutUndefined({
        ...change,
        fingerprint,
        operations: operations.length === 1 ? undefined : several,
        rules: unionOf(group.uses.map(rulesOf)),
        fails: group.uses.some((one) => failures.has(one)),
        waived: waiver && { reason: waiver.reason, until: waiver.until },
        line: lineOf?.(change.revisionPlace || change.basePlace),
      });
    }),
    ...withoutUndefined({ broken }),
  };
}

/** The rules that the uses of a change touch, each once; what cannot be enforced in one use goes before the rest. */
function unionOf(lists: readonly (readonly TouchedRule[])[]): TouchedRule[] {
  const rules = new Map<string, TouchedRule>();
  for (const rule of lists.flat())
    if (rule.effect === "cannot be enforced" || !rules.has(rule.id)) rules.set(rule.id, rule);
  return [...rules.values()];
}

/** Whether a change is one of the operation, or of what the whole document says for all of them. */
function concerns({ operation, location }: Change, wanted: string | undefined): boolean {
  if (wanted === undefined || operation === wanted) return true;
  return operation === "" && !location.startsWith("webhook ");
}

function reasonsOf(
  fails: readonly Change[],
  broken: readonly { readonly fails: boolean }[],
  stale: readonly StaleWaiver[],
): string[] {
  const count = (level: Level) => fails.filter((change) => change.level === level).length;
  const counts = [
    [count("breaking"), "breaking change"],
    [count("risky"), "risky change"],
    [broken.filter((one) => one.fails).length, "broken interaction"],
  ] as const;
  return [
    ...counts.flatMap(([number, what]) => (number === 0 ? [] : [counted(number, what)])),
    ...stale.map(
      ({ id, line, cause }) =>
        `the waiver of ${id} on line ${line} ${cause === "expired" ? "has expired" : "is used no more"}`,
    ),
  ];
}

/** The lines of a document that is a file; what git or a server gave has none that an editor could open. */
function linesOf(source: string): ((pointer: string) => number) | undefined {
  if (/^git:|^[a-z][a-z\d+.-]+:\/\//i.test(source) || !statSync(source).isFile()) return undefined;
  return placeLines(readFileSync(source, "utf8"));
}
