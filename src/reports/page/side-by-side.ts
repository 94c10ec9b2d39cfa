import { isDeepStrictEqual } from "node:util";
import { counted } from "../../counted.ts";
import { countWords } from "../outcome-words.ts";
import type { Report, ReportedRule } from "../report.ts";
import { type Html, html } from "./html.ts";
import { observedWords } from "./observations.ts";
import { matrix, nameOf, type Section } from "./parts.ts";
import { shell } from "./shell.ts";

/** Several reports as one page: each subject is a column, each rule a row. */
export function sideBySide(reports: readonly Report[]): string {
  const rows = rowsOf(reports);
  const judged = rows.filter(({ rule }) => rule.basis !== "open");
  const different = judged.filter(({ of }) => new Set(of.map((rule) => rule?.outcome)).size > 1);
  return shell({
    title: `${reports.map(({ subject }) => subject.name).join(", ")}: side by side`,
    kicker: "conformance reports side by side",
    heading: html`${counted(reports.length, "subject")} side by side`,
    summary: html`<p class="because">${different.length === 0 ? "No rule tells them apart." : `${counted(different.length, "rule")} of ${judged.length} ${different.length === 1 ? "tells" : "tell"} them apart.`}</p>
<div class="subjects">${reports.map(subjectView)}</div>`,
    sections: [
      {
        id: "differences",
        nav: "Differences",
        title: "Where they differ",
        content:
          different.length === 0
            ? html`<p class="lead">Nowhere: every rule came out alike.</p>`
            : outcomesView(reports, different, false),
      },
      openPoints(reports, rows),
      { id: "rules", nav: "All rules", title: "All rules", content: outcomesView(reports, judged, true) },
    ],
    suite: reports[0]!.suite,
  });
}

/** A rule, and what came of it for each subject; `undefined` where it was not among the rules. */
interface RuleRow {
  readonly rule: ReportedRule;
  readonly of: readonly (ReportedRule | undefined)[];
}

/** Every rule of any of them, in the order in which they first stand. */
function rowsOf(reports: readonly Report[]): RuleRow[] {
  const rules = Map.groupBy(
    reports.flatMap((report) => report.rules),
    ({ id }) => id,
  );
  return [...rules].map(([id, [rule]]) => ({
    rule: rule!,
    of: reports.map((report) => report.rules.find((each) => each.id === id)),
  }));
}

function subjectView({ subject, verdict, rules, profile, seed, suite }: Report): Html {
  const how = `${suite.name} ${suite.version}, ${profile}${subject.kind === "provider" ? `, seed ${seed}` : ""}`;
  return html`<div class="card subject ${verdict}"><h2>${subject.name}</h2><p><strong>${verdict.replace("-", " ")}</strong></p>${[countWords(rules), subject.url, how].map((text) => html`<p class="meta">${text}</p>`)}</div>`;
}

function outcomesView(reports: readonly Report[], rows: readonly RuleRow[], isAnchor: boolean): Html {
  return matrix(
    "flat",
    ["Rule", ...reports.map(({ subject }) => subject.name)],
    rows.map(({ rule, of }) => ({
      ...(isAnchor ? { id: rule.id } : {}),
      head: nameOf(rule),
      cells: of.map((each) => each?.outcome),
    })),
  );
}

function openPoints(reports: readonly Report[], rows: readonly RuleRow[]): Section {
  const open = rows.filter(
    ({ rule, of }) => rule.basis === "open" && of.some((each) => each?.observed !== undefined),
  );
  const different = open.filter(({ of: [first, ...others] }) =>
    others.some((each) => !isDeepStrictEqual(each?.observed, first?.observed)),
  );
  const all = counted(open.length, "open point");
  return {
    id: "open-points",
    nav: "Open points",
    title: "What each does where the page is silent",
    content:
      different.length === 0
        ? html`<p class="lead">They do the same in all ${all}.</p>`
        : html`<p class="lead">They differ in ${different.length} of ${all}. None of this counts for or against anyone.</p>
${matrix(
  "flat",
  ["Open point", ...reports.map(({ subject }) => subject.name)],
  different.map(({ rule, of }) => ({
    head: nameOf(rule),
    cells: of.map((each) => (each?.observed === undefined ? undefined : observedWords(each.observed))),
  })),
)}`,
  };
}
