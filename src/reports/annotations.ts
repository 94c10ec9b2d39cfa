import { countsAgainst, type Finding, type Findings } from "./finding.ts";
import { plain } from "./plain.ts";

/** GitHub shows ten errors and ten warnings of a step; the rest is in the report. */
const MOST = 10;
/** How long the text of one annotation may be, in characters. */
const LONGEST = 1_000;

/** Commands for a GitHub Actions log: an error for each rule that fails, a warning for each that warns. */
export function annotations({ findings }: Findings): string {
  const open = findings.filter(({ waived }) => waived === undefined);
  const lines = (command: string, some: readonly Finding[]) =>
    some
      .slice(0, MOST)
      .map((finding) => `::${command} title=${property(finding.id)}::${data(textOf(finding))}`);
  return [
    ...lines("error", findings.filter(countsAgainst)),
    ...lines(
      "warning",
      open.filter(({ standing }) => standing === "warned" || standing === "undecided"),
    ),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function textOf({ title, details }: Finding): string {
  const wanted = details.filter(({ name }) => ["expected", "got", "reason"].includes(name));
  return [title, ...wanted.map(({ name, text }) => `${name}: ${text}`)].join("\n");
}

/** What the runner reads as data: its own escapes for what ends a line, everything else made plain. */
function data(text: string): string {
  return text
    .slice(0, LONGEST)
    .split("\n")
    .map((line) => plain(line).replaceAll("%", "%25"))
    .join("%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
