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
  const sections: readonly (readonly [string, readonly Finding[]])[] = [
    ["Fails", findings.filter(countsAgainst)],
    ["Warns", standing("warned")],
    ["Could not be told", standing("undecided")],
    ["Waived", findings.filter((finding) => finding.waived !== undefined)],
    ["Noted", standing("noted")],
  ];
  const lines = [
    `## ${prose(all.title)}`,
    ...(problem === undefined ? [] : ["", prose(problem)]),
    "",
    tally(findings),
    ...sections.flatMap(([title, some]) => (some.length === 0 ? [] : section(title, some, ROOM))),
    "",
    `<sub>${facts.map(({ name, text }) => `${name} ${code(text)}`).join(" · ")} · ${suite.name} ${suite.version}</sub>`,
  ];
  return `${lines.join("\n")}\n`;
}

function tally(findings: readonly Finding[]): string {
  const names: Readonly<Record<Finding["standing"], string>> = {
    failed: "failed",
    warned: "warned",
    undecided: "could not be told",
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

function section(title: string, findings: readonly Finding[], room: number): string[] {
  const brief = title === "Noted";
  const lines: string[] = [];
  let left = room;
  let told = 0;
  for (const finding of findings) {
    const next = item(finding, brief);
    left -= next.join("\n").length;
    if (left < 0) break;
    lines.push(...next);
    told += 1;
  }
  if (told < findings.length) lines.push(`- and ${findings.length - told} more`);
  return brief
    ? ["", "<details>", `<summary>${title}: ${findings.length}</summary>`, "", ...lines, "", "</details>"]
    : ["", `### ${title}`, "", ...lines];
}

function item(finding: Finding, brief: boolean): string[] {
  const { id, group, title, waived, details } = finding;
  const where = id.startsWith(`${group}/`) ? "" : `${prose(group)}: `;
  const head = `- **${prose(id)}** ${where}${prose(title)}`;
  if (brief) {
    const observed = details.find(({ name }) => name === "observed");
    return [observed === undefined ? head : `${head}: ${code(observed.text)}`];
  }
  return [
    head,
    ...(waived === undefined ? [] : [`  - waived until ${waived.until}: ${prose(waived.reason)}`]),
    ...details.map((detail) => `  - ${detailText(detail)}`),
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
