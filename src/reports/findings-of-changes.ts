import type { TouchedRule } from "../impact/touched-rules.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Outcome } from "../judging/outcome.ts";
import type { Level } from "../openapi-diff/change.ts";
import type { ChangeReport, ReportedChange, ReportedInteraction } from "./change-report.ts";
import { type Detail, detailsIn, type Finding, type Findings } from "./finding.ts";

/** What became of a document, change by change; interactions that break come last. */
export function findingsOfChanges(report: ChangeReport): Findings {
  const { base, revision, failOn, failed, reasons, suite, changes, broken = [] } = report;
  return {
    title: failed ? `The changes fail: ${reasons.join(", ")}` : `The changes pass: ${countsOf(report)}`,
    failed,
    facts: detailsIn({ base, revision, "fails on": failOn }),
    suite,
    findings: [...changes.map((change) => findingOf(change, report)), ...broken.map(brokenOf)],
  };
}

/** "1 breaking, 2 safe"; "no change" if nothing changed. */
export function countsOf({ counts }: ChangeReport): string {
  const levels: readonly Level[] = ["breaking", "risky", "safe"];
  const told = levels.filter((level) => counts[level] > 0).map((level) => `${counts[level]} ${level}`);
  return told.join(", ") || "no change";
}

/** The heading of a change: its operation, or the component that several operations use. */
export function groupOf({ operation, operations, revisionPlace }: ReportedChange): string {
  if (operations !== undefined) return `the component ${revisionPlace.split("/").slice(2, 4).join("/")}`;
  return operation === "" ? "the whole document" : operation;
}

/** "598 operations: GET /a, GET /b and 596 more". */
export function operationsText({ count, named }: NonNullable<ReportedChange["operations"]>): string {
  const more = count - named.length;
  return `${count} operations: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The interactions that a change explains, each as "consumer: description". */
export function brokenBy(change: ReportedChange, { broken = [] }: ChangeReport): string[] {
  const mine = broken.filter(({ changes }) => changes.includes(change.fingerprint));
  return [...new Set(mine.map(({ interaction }) => interaction))];
}

const EFFECTS: Readonly<Record<TouchedRule["effect"], string>> = {
  "cannot be enforced": "rules that cannot be enforced",
  "expectation changes": "rules whose expectation changes",
};

/** The rules that a change touches, by what becomes of them. */
export function rulesOf({ rules }: ReportedChange): [what: string, ids: string[]][] {
  return [...Map.groupBy(rules, (rule) => rule.effect)].map(([effect, some]) => [
    EFFECTS[effect],
    some.map(({ id }) => id),
  ]);
}

function findingOf(change: ReportedChange, report: ChangeReport): Finding {
  const { line, waived, fingerprint } = change;
  const outcome: Outcome = change.fails ? "fail" : change.level === "safe" ? "observed" : "warn";
  return withoutUndefined({
    id: change.id,
    group: groupOf(change),
    outcome,
    title: change.message,
    details: detailsOf(change, report),
    place: withoutUndefined({
      uri: fileOf(report.revision),
      line,
      name: [change.operation, change.location].filter(Boolean).join(", "),
    }),
    fingerprint,
    waived,
  });
}

/** The file of a document, whether read from disk or from git; what a server gave is none. */
function fileOf(source: string): string | undefined {
  const file = source.replace(/^git:[^:]+:/, "");
  return /^[a-z][a-z\d+.-]+:\/\//i.test(file) ? undefined : file;
}

function detailsOf(change: ReportedChange, report: ChangeReport): Detail[] {
  return [
    ...detailsIn({
      level: change.level,
      where: change.location,
      touches: change.operations && operationsText(change.operations),
      "in base": change.basePlace,
      "in revision": change.revisionPlace,
    }),
    ...brokenBy(change, report).map((interaction) => ({ name: "breaks", text: interaction })),
    ...rulesOf(change).map(([what, ids]) => ({ name: what, text: ids.join(", ") })),
    { name: "waive by", text: change.fingerprint },
  ];
}

function brokenOf(it: ReportedInteraction): Finding {
  const [first] = it.breaks;
  return {
    id: "consumer-breaks",
    group: it.consumer,
    outcome: it.fails ? "fail" : "warn",
    title: `The interaction ${it.interaction} holds against BASE and not against REVISION.`,
    details: it.breaks.flatMap(({ message, pactPlace, documentPlace }) =>
      detailsIn({ because: message, "in the pact": pactPlace, "in revision": documentPlace }),
    ),
    place: withoutUndefined({ uri: first?.pactPlace.replace(/#.*/, ""), name: it.interaction }),
    fingerprint: it.interaction,
  };
}
