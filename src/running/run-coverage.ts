import type { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import {
  Coverage,
  type CoveredRows,
  type DesignCoverage,
} from "../send-message/scenarios/design/coverage.ts";
import { scenarios } from "../send-message/scenarios/registry.ts";

/** What a run covers of the covering designs, case by case. */
export class RunCoverage {
  readonly #seed: number;
  readonly #coverage = new Coverage();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A row is exercised once its requests were answered, and judged once reads decided about its keys. */
  add(analysis: CaseAnalysis): void {
    const { scenario, id, tag, exchanges } = analysis.case;
    const rows = scenarios.find((each) => each.id === scenario)?.rows;
    if (rows === undefined) return;
    const answered = new Set(
      exchanges.flatMap(({ step, response }) => (response === undefined ? [] : [step])),
    );
    const decided = new Set(analysis.records.judged.map(({ write }) => `${write.kind} ${write.key}`));
    const sent = new Set(analysis.records.writes.map(({ kind, key }) => `${kind} ${key}`));
    for (const each of rows({ seed: this.#seed, number: Number(id.split("/")[1]), tag })) {
      const names = each.keys.map(({ record, key }) => `${record} ${key}`);
      if (!each.steps.every((step) => answered.has(step)) || !names.every((name) => sent.has(name))) continue;
      this.#coverage.add(
        each,
        names.every((name) => decided.has(name)),
      );
    }
  }

  /** The rows that were exercised, and judged, as codes: what figures of several shards are made from. */
  rows(): CoveredRows {
    return this.#coverage.rows();
  }

  figures(): DesignCoverage[] {
    return this.#coverage.figures();
  }
}
