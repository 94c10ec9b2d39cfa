import { countsAgainst, type Finding, type Findings, shortText } from "./finding.ts";
import { plain } from "./plain.ts";

/** GitHub shows ten errors and ten warnings of a step; the rest is in the report. */
const MOST = 10;
/** How long the text of one annotation may be, in characters. */
const LONGEST = 1_000;

/** Commands for a GitHub Actions log: an error for each rule that fails, a warning for each that warns. */
export function annotations({ findings }: Findings): string {
  const open = findings.filter(({ waived }) => waived === undefined);
  return [
    ...linesOf("error", findings.filter(countsAgainst)),
    ...linesOf(
      "warning",
      open.filter(({ outcome }) => outcome === "warn" || outcome === "inconclusive"),
    ),
  ].join("");
}

function linesOf(command: string, findings: readonly Finding[]): string[] {
  return findings.slice(0, MOST).map((finding) => {
    const title = data(finding.id).replaceAll(":", "%3A").replaceAll(",", "%2C");
    return `::${command} title=${title}::${data(shortText(finding))}\n`;
  });
}

/** What the runner reads as data: its own escapes for what ends a line, everything else made plain. */
function data(text: string): string {
  return text
    .slice(0, LONGEST)
    .split("\n")
    .map((line) => plain(line).replaceAll("%", "%25"))
    .join("%0A");
}
