import { countsAgainst, type Detail, type Finding, type Findings } from "./finding.ts";
import { cut, plain } from "./plain.ts";

/** How long each section may become, in characters: a comment on a pull request holds 65,536. */
const ROOM = 12_000;
/** How long one untrusted text may be, in characters. */
const MOST = 400;

/** A summary for a pull request: what fails, what warns, what is undecided or waived, and how many pass. */
export function markdown(all: Findings): string {
  const { findings, facts, problem, suite } = all;
  const open = findings.filter((finding) => finding.waived === undefined);
  const standing = (...wanted: Finding["standing"][]) =>
    open.filter((each) => wanted.includes(each.standing));
  // How many of each are seen at once, so that the whole fits one screen.
  const sections: readonly (readonly [title: string, findings: readonly Finding[], seen: number])[] = [
    ["Fails", findings.filter(countsAgainst), 5],
    ["Warns", standing("warned"), 2],
    ["Inconclusive", standing("undecided"), 2],
    ["Waived", findings.filter((finding) => finding.waived !== undefined), 2],
    ["Noted", standing("noted"), 0],
  ];
  const lines = [
    `## ${prose(all.title)}`,
    ...(problem === undefined ? [] : ["", prose(problem)]),
    "",
    tally(findings),
    ...sections.flatMap(([title, some, seen]) => (some.length === 0 ? [] : section(title, some, seen))),
    "",
    `<sub>${facts.map(({ name, text }) => `${name} ${code(text)}`).join(" · ")} · ${suite.name} ${suite.version}</sub>`,
  ];
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

function tally(findings: readonly Finding[]): string {
  const names: Readonly<Record<Finding["standing"], string>> = {
    failed: "failed",
    warned: "warned",
    undecided: "inconclusive",
    noted: "noted",
    passed: "passed",
    skipped: "skipped",
  };
  const waived = findings.filter((finding) => finding.waived !== undefined).length;
  const counts = Object.entries(names).flatMap(([standing, name]) => {
    const count = findings.filter(
      (finding) => finding.standing === standing && finding.waived === undefined,
    ).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  if (waived > 0) counts.push(`${waived} waived`);
  return counts.length === 0 ? "Nothing was found." : `${counts.join(", ")}.`;
}

function section(title: string, findings: readonly Finding[], seen: number): string[] {
  const items: string[][] = [];
  let left = ROOM;
  for (const finding of findings) {
    const next = seen === 0 ? [noted(finding)] : item(finding);
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

function noted(finding: Finding): string {
  const observed = finding.details.find(({ name }) => name === "observed");
  return observed === undefined ? headOf(finding) : `${headOf(finding)}: ${code(observed.text)}`;
}

/** What is seen of a finding at once; the rest is its evidence. */
const AT_ONCE = [
  "the page",
  "source",
  "expected",
  "got",
  "reason",
  "level",
  "touches",
  "breaks",
  "because",
  "before",
  "after",
];

function item(finding: Finding): string[] {
  const { waived, details } = finding;
  const [seen, evidence] = [true, false].map((atOnce) =>
    details.filter(({ name }) => AT_ONCE.includes(name) === atOnce).map(detailText),
  ) as [string[], string[]];
  return [
    headOf(finding),
    ...(waived === undefined ? [] : [`  - waived until ${waived.until}: ${prose(waived.reason)}`]),
    ...seen.map((text) => `  - ${text}`),
    ...(evidence.length === 0
      ? []
      : [
          "",
          ...folded(
            "evidence",
            evidence.map((text) => `- ${text}`),
          ).map((line) => line && `  ${line}`),
          "",
        ]),
  ];
}

function detailText({ name, text }: Detail): string {
  return `${name}: ${code(text)}`;
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
