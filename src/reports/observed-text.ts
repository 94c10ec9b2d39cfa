import { plain } from "./plain.ts";
import type { Report } from "./report.ts";

/** Lines of each kind that are shown; the others are counted. */
const SHOWN = 20;

/** What the document does not say, and what the provider does otherwise than before; empty where there is neither. */
export function observedText({ drift = [], baseline }: Report): string {
  const lines: string[] = [];
  if (drift.length > 0) {
    const seen = drift.map(({ place, kind, seen }) => `${place}: ${kind} ${seen}`);
    lines.push("", "seen in answers, and not in the document", ...shortened(seen));
  }
  if (baseline === undefined) return lines.join("\n");
  const { changed, compared, onlyBefore, onlyAfter, remarks, file, failed } = baseline;
  const count = `${changed.length} change${changed.length === 1 ? "" : "s"} of behaviour`;
  lines.push(
    "",
    `${failed ? "failed: " : ""}${changed.length === 0 ? "no change of behaviour" : count} since ${plain(file)}, in ${compared} rules and open points`,
    ...shortened(
      changed.map(
        ({ id, title, before, after }) =>
          `${id} (${title}): ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
      ),
    ),
    ...remarks.map((remark) => `  ${plain(remark)}`),
  );
  const alone = onlyBefore.length + onlyAfter.length;
  if (alone > 0) lines.push(`  ${alone} were decided by one of the two runs only, and not compared`);
  return lines.join("\n");
}

function shortened(texts: readonly string[]): string[] {
  const more = texts.length - SHOWN;
  return [
    ...texts.slice(0, SHOWN).map((text) => `  ${plain(text)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
