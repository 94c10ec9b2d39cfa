import { stripVTControlCharacters } from "node:util";
import { counted, firstOf } from "../counted.ts";
import type { Level } from "../openapi-diff/change.ts";
import type { ChangeReport, ReportedChange } from "./change-report.ts";
import { brokenBy, countsOf, groupOf, operationsText, rulesOf } from "./findings-of-changes.ts";
import { paint, type Style } from "./paint.ts";
import { cut, plain } from "./plain.ts";

const STYLES: Readonly<Record<Level, Style>> = { breaking: "red", risky: "yellow", safe: "gray" };

/** Rules and interactions that are named for one change; the others are counted. */
const NAMED = 8;

/**
 * The changes as a person reads them: operation by operation, the worst first, then what came of them. Safe changes are
 * only counted unless `safe` asks for them; the rules that they take away are told by area.
 */
export function changesText(
  report: ChangeReport,
  { colour, safe }: { readonly colour: boolean; readonly safe: boolean },
): string {
  const lines: string[] = [];
  const shown = report.changes.filter(({ level }) => safe || level !== "safe");
  for (const [operation, changes] of Map.groupBy(shown, groupOf)) {
    lines.push(plain(operation));
    for (const change of changes) lines.push(...changeLines(change, report).map((line) => `  ${line}`));
    lines.push("");
  }
  for (const { interaction, breaks } of report.broken ?? []) {
    lines.push(`${paint("red", "breaks")} ${plain(interaction)}`);
    for (const { message, pactPlace } of breaks.slice(0, NAMED))
      lines.push(`  ${plain(cut(message, 300))}`, `  at ${plain(pactPlace)}`);
    lines.push("");
  }
  const hidden = report.changes.length - shown.length;
  if (hidden > 0)
    lines.push(
      hidden === 1
        ? "1 safe change is not shown: `--safe` shows it."
        : `${hidden} safe changes are not shown: \`--safe\` shows them.`,
    );
  lines.push(...lostRules(report.changes), verdictLine(report));
  const text = lines.join("\n");
  return colour ? text : stripVTControlCharacters(text);
}

/** The rules that only safe changes take away, by their areas: nobody is hurt, but the suite proves less. */
function lostRules(changes: readonly ReportedChange[]): string[] {
  const { safe = [], others = [] } = Object.groupBy(changes, ({ level }) =>
    level === "safe" ? "safe" : "others",
  );
  const lost = (some: readonly ReportedChange[]) =>
    some
      .flatMap(({ rules }) => rules.filter((rule) => rule.effect === "cannot be enforced"))
      .map(({ id }) => id);
  const lostAnyway = new Set(lost(others));
  const ids = new Set(lost(safe).filter((id) => !lostAnyway.has(id)));
  return [...Map.groupBy(ids, (id) => id.split("/")[0])].map(
    ([area, some]) => `${area}: ${counted(some.length, "rule")} cannot be enforced any more`,
  );
}

function changeLines(change: ReportedChange, report: ChangeReport): string[] {
  const { level, id, message, basePlace, revisionPlace, line, waived, fingerprint } = change;
  const head = `${paint(STYLES[level], level)} ${id}${waived === undefined ? "" : ` (waived until ${waived.until}: ${plain(waived.reason)})`}`;
  if (level === "safe") return [`${head}: ${plain(message)}`];
  const where =
    revisionPlace === ""
      ? `was ${basePlace}`
      : `${revisionPlace}${line === undefined ? "" : `, line ${line}`}`;
  return [
    head,
    `  ${plain(message)}`,
    `  at ${plain(where)}`,
    ...(change.operations === undefined ? [] : [`  touches ${plain(operationsText(change.operations))}`]),
    ...rulesOf(change).flatMap(([what, ids]) => named(what, ids)),
    ...named("breaks", brokenBy(change, report).map(plain)),
    `  waive by ${fingerprint}`,
  ];
}

function named(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`  ${what}: ${firstOf(names, NAMED).join(", ")}`];
}

function verdictLine(report: ChangeReport): string {
  const { failed, reasons, failOn } = report;
  if (failed)
    return `${paint("red", "failed")}: ${reasons.map(plain).join(", ")}; in all ${countsOf(report)}`;
  const open = failOn === "none" ? ", reported only" : "";
  return `${paint("green", "passed")}: ${countsOf(report)}${open}`;
}
