import { readFileSync, statSync } from "node:fs";
import { applyWaivers, type StaleWaiver, type Waiver } from "../evidence/waivers.ts";
import { touchedRules } from "../impact/touched-rules.ts";
import type { Change, Level } from "../openapi-diff/change.ts";
import { compareDocuments } from "../openapi-diff/compare-documents.ts";
import { type FailOn, failing } from "../openapi-diff/fail-on.ts";
import { findChangedOperation } from "../openapi-diff/find-operation.ts";
import { loadDocument } from "../openapi-diff/load-document.ts";
import { brokenInteractions } from "../pact/compare/broken-interactions.ts";
import { loadPacts } from "../pact/load-pacts.ts";
import type { ChangeReport } from "../reports/change-report.ts";
import { placeLines } from "../reports/place-lines.ts";
import { suiteFacts } from "./command-name.ts";

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
 * @throws UsageError where a document or a pact cannot be had or read
 */
export async function compareEditions(it: Comparison): Promise<ChangeReport> {
  const { base, revision, failOn, today = new Date().toISOString().slice(0, 10) } = it;
  const [old, fresh] = [await loadDocument(base), await loadDocument(revision)];
  const pacts = it.pacts.length === 0 ? undefined : await loadPacts(it.pacts);
  const operation = it.operation === undefined ? undefined : findChangedOperation(it.operation, old, fresh);
  const changes = compareDocuments(old, fresh, { today }).filter((one) => concerns(one, operation));
  const found = pacts && (await brokenInteractions(pacts, old, fresh, changes, operation));
  const explaining = new Set(found?.flatMap((one) => one.changes));
  const { waived, stale } = applyWaivers(
    it.waivers,
    changes.filter(({ level, fingerprint }) => level !== "safe" || explaining.has(fingerprint)),
    ({ id, fingerprint }) => [fingerprint, id],
    today,
  );
  const waivers = new Map(waived.map(({ item, waiver }) => [item, waiver]));
  const fails = new Set(failing(changes, failOn).filter((change) => !waivers.has(change)));
  const accepted = new Set(waived.map(({ item }) => item.fingerprint));
  // A consumer that breaks by nothing but what was accepted was accepted, too.
  const isAccepted = (prints: readonly string[]) =>
    prints.length > 0 && prints.every((print) => accepted.has(print));
  const broken = found?.map((one) => ({ ...one, fails: failOn !== "none" && !isAccepted(one.changes) }));
  // What the other operations use is not known where one is looked at.
  const told = stale.filter(({ cause }) => operation === undefined || cause === "expired");
  const reasons = failOn === "none" ? [] : reasonsOf([...fails], broken ?? [], told);
  const rulesOf = touchedRules(old, fresh);
  const lineOf = linesOf(revision);
  const count = (level: Level) => changes.filter((change) => change.level === level).length;
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
    changes: changes.map((change) => {
      const waiver = waivers.get(change);
      const line = lineOf?.(change.revisionPlace || change.basePlace);
      return {
        ...change,
        rules: rulesOf(change),
        fails: fails.has(change),
        ...(waiver === undefined ? {} : { waived: { reason: waiver.reason, until: waiver.until } }),
        ...(line === undefined ? {} : { line }),
      };
    }),
    ...(broken === undefined ? {} : { broken }),
  };
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
  return [
    ...counted(count("breaking"), "breaking change"),
    ...counted(count("risky"), "risky change"),
    ...counted(broken.filter((one) => one.fails).length, "broken interaction"),
    ...stale.map(
      ({ id, line, cause }) =>
        `the waiver of ${id} on line ${line} ${cause === "expired" ? "has expired" : "is used no more"}`,
    ),
  ];
}

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`];
}

/** The lines of a document that is a file; what git or a server gave has none that an editor could open. */
function linesOf(source: string): ((pointer: string) => number) | undefined {
  if (/^git:|^[a-z][a-z\d+.-]+:\/\//i.test(source) || !statSync(source).isFile()) return undefined;
  return placeLines(readFileSync(source, "utf8"));
}
