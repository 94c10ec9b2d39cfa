import {
  countsAgainst,
  type Detail,
  detailOf,
  detailsAndEvidence,
  type Finding,
  type Findings,
} from "./finding.ts";
import { countWords } from "./outcome-words.ts";
import { cut, plain } from "./plain.ts";

/** How long each section may become, in characters: a comment on a pull request holds 65,536. */
const ROOM = 12_000;
/** How long one untrusted text may be, in characters. */
const MOST = 400;
/** Details of a change that few readers need at once. */
const EVIDENCE = /^(?:request|response|arrived |again|where|in (?:base|revision|the pact)|rules |waive by)/;

/** A summary for a pull request: what fails, what warns, what is inconclusive or waived, and how many pass. */
export function markdown({ title, findings, facts, problem, suite }: Findings): string {
  const { waived = [], open = [] } = Object.groupBy(findings, (finding) =>
    finding.waived === undefined ? "open" : "waived",
  );
  const of = (wanted: Finding["outcome"]) => open.filter(({ outcome }) => outcome === wanted);
  const counts = [countWords(open), waived.length > 0 && `${waived.length} waived`].filter(Boolean);
  const lines = [
    `## ${prose(title)}`,
    ...(problem === undefined ? [] : ["", prose(problem)]),
    "",
    counts.length === 0 ? "Nothing was found." : `${counts.join(", ")}.`,
    // How many of each are seen at once, so that the whole fits one screen.
    ...section("Fails", findings.filter(countsAgainst), 5),
    ...section("Warns", of("warn"), 2),
    ...section("Inconclusive", of("inconclusive"), 2),
    ...section("Waived", waived, 2),
    ...section("Observed", of("observed"), 0),
    "",
    `<sub>${facts.map(({ name, text }) => `${name} ${code(text)}`).join(" · ")} · ${suite.name} ${suite.version}</sub>`,
  ];
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

/** So many findings at once, the others folded; what finds no room is counted. */
function section(title: string, findings: readonly Finding[], seen: number): string[] {
  if (findings.length === 0) return [];
  const items: string[][] = [];
  let left = ROOM;
  for (const finding of findings) {
    const next = seen === 0 ? [observation(finding)] : item(finding);
    left -= next.join("\n").length;
    if (left < 0) break;
    items.push(next);
  }
  const untold = findings.length - items.length;
  const rest = [...items.slice(seen).flat(), ...(untold > 0 ? [`- and ${untold} more`] : [])];
  const more = seen === 0 ? `${title}: ${findings.length}` : `and ${findings.length - seen} more`;
  return [
    ...(seen === 0 ? [] : ["", `### ${title}`, "", ...items.slice(0, seen).flat()]),
    ...(rest.length === 0 ? [] : ["", ...folded(more, rest)]),
  ];
}

/** What is seen when somebody opens it. */
function folded(summary: string, lines: readonly string[]): string[] {
  return ["<details>", `<summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}

function headOf({ id, group, title }: Finding): string {
  const where = id.startsWith(`${group}/`) ? "" : `${prose(group)}: `;
  return `- **${prose(id)}** ${where}${prose(title)}`;
}

function observation(finding: Finding): string {
  const observed = detailOf(finding, "observed");
  return observed === undefined ? headOf(finding) : `${headOf(finding)}: ${code(observed)}`;
}

/** What a reader needs at once; the rest is folded. */
function item(finding: Finding): string[] {
  const { waived } = finding;
  const { evidence = [], seen = [] } = Object.groupBy(detailsAndEvidence(finding), ({ name }) =>
    EVIDENCE.test(name) ? "evidence" : "seen",
  );
  return [
    headOf(finding),
    ...(waived === undefined ? [] : [`  - waived until ${waived.until}: ${prose(waived.reason)}`]),
    ...seen.map((detail) => `  ${detailLine(detail)}`),
    ...(evidence.length === 0
      ? []
      : ["", ...folded("evidence", evidence.map(detailLine)).map((line) => line && `  ${line}`), ""]),
  ];
}

function detailLine({ name, text }: Detail): string {
  return `- ${name}: ${code(text)}`;
}

/** As a code span, in which nothing has a meaning: its fence is longer than any run of backticks in it. */
function code(text: string): string {
  const safe = plain(cut(text, MOST));
  if (safe.trim() === "") return "(empty)";
  const fence = "`".repeat(Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence === "`" ? `\`${safe}\`` : `${fence} ${safe} ${fence}`;
}

/** As prose, with its code spans kept: nothing else in it becomes markup, a link, or a mention of somebody. */
function prose(text: string): string {
  return plain(cut(text, MOST))
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : inert(part)))
    .join("");
}

function inert(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]<>()!|~&$]|:(?=\/\/)|(?<=www)\./gi, "\\$&")
      // Mentions and numbers of issues are looked for after backslashes are gone.
      .replace(/[@#]/g, "$&<!-- -->")
  );
}
