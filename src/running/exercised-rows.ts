import type { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import { scenarios } from "../send-message/scenarios/registry.ts";
import type { ExercisedRow } from "../send-message/scenarios/scenario.ts";

/**
 * The rows of the covering designs that a case exercised, and whether they were judged: a row is exercised once its
 * requests were answered, and judged once reads decided about its keys.
 */
export function exercisedRows(
  analysis: CaseAnalysis,
  seed: number,
): { readonly row: ExercisedRow; readonly isJudged: boolean }[] {
  const { scenario, id, tag, exchanges } = analysis.case;
  const rows = scenarios.find((each) => each.id === scenario)?.rows;
  if (rows === undefined) return [];
  const { judged, writes } = analysis.records;
  const answered = new Set(exchanges.flatMap(({ step, response }) => (response === undefined ? [] : [step])));
  const decided = new Set(judged.map(({ write }) => `${write.kind} ${write.key}`));
  const sent = new Set(writes.map(({ kind, key }) => `${kind} ${key}`));
  return rows({ seed, number: Number(id.split("/")[1]), tag }).flatMap((row) => {
    const names = row.keys.map(({ record, key }) => `${record} ${key}`);
    const isExercised =
      row.steps.every((step) => answered.has(step)) && names.every((name) => sent.has(name));
    return isExercised ? [{ row, isJudged: names.every((name) => decided.has(name)) }] : [];
  });
}
