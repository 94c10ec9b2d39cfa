import type { Step } from "../../../evidence/step.ts";
import type { ExercisedRow, Scenario, Seed } from "../scenario.ts";
import { type Design, levelsOf } from "./factor.ts";

/** A step of a conversation, and the row that it exercises. */
export interface Planned<R> {
  readonly step: Step;
  readonly row?: R;
}

/** These steps, which exercise no row. */
export function preparing(...steps: readonly Step[]): Planned<never>[] {
  return steps.map((step) => ({ step }));
}

/** The scenario of a covering design: `plan` makes the steps of a case, `more` names rows that are no single step. */
export function designScenario<R extends object>(
  about: Pick<Scenario, "id" | "title" | "cases">,
  { id: design }: Pick<Design, "id">,
  plan: (seed: Seed) => readonly Planned<R>[],
  more: (seed: Seed) => readonly ExercisedRow[] = () => [],
): Scenario {
  return {
    ...about,
    needs: "Create Session",
    steps: (seed) => plan(seed).map(({ step }) => step),
    rows: (seed) => [
      ...plan(seed).flatMap(({ row }, index) =>
        row === undefined ? [] : [{ design, row: levelsOf(row), steps: [index], keys: [] }],
      ),
      ...more(seed),
    ],
  };
}
