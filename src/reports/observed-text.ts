import { counted } from "../counted.ts";
import { firstOf } from "./first-of.ts";
import { plain } from "./plain.ts";
import type { Report } from "./report.ts";

/** Lines of each kind that are shown; the others are counted. */
const SHOWN = 20;

/** What the document does not say, and what the provider does otherwise than before; empty where there is neither. */
export function observedText({ drift = [], baseline }: Report): string {
  const seen = drift.map(({ place, kind, seen }) => `${place}: ${kind} ${seen}`);
  return [
    ...(seen.length === 0 ? [] : ["", "seen in answers, and not in the document", ...indented(seen)]),
    ...(baseline === undefined ? [] : baselineLines(baseline)),
  ].join("\n");
}

function baselineLines(baseline: NonNullable<Report["baseline"]>): string[] {
  const { changed, compared, onlyBefore, onlyAfter, remarks, file, failed } = baseline;
  const count = changed.length === 0 ? "no change" : counted(changed.length, "change");
  const alone = onlyBefore.length + onlyAfter.length;
  const changes = changed.map(
    ({ id, title, before, after }) =>
      `${id} (${title}): ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
  );
  return [
    "",
    `${failed ? "failed: " : ""}${count} of behaviour since ${plain(file)}, in ${compared} rules and open points`,
    ...indented(changes),
    ...indented(remarks),
    ...(alone > 0 ? [`  ${alone} were decided by one of the two runs only, and not compared`] : []),
  ];
}

function indented(texts: readonly string[]): string[] {
  return firstOf(texts, SHOWN).map((text) => `  ${plain(text)}`);
}
