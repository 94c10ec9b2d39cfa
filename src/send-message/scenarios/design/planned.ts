import type { Step } from "../../../evidence/step.ts";
import type { ExercisedRow, Scenario, Seed } from "../scenario.ts";
import { type Design, levelsOf } from "./factor.ts";

/** A step of a conversation, with the row that it exercises, if it exercises one. */
export type Planned<R> = Step | { readonly step: Step; readonly row: R };

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
    steps: (seed) => plan(seed).map((each) => ("row" in each ? each.step : each)),
    rows: (seed) => [
      ...plan(seed).flatMap((each, index) =>
        "row" in each ? [{ design, row: levelsOf(each.row), steps: [index], keys: [] }] : [],
      ),
      ...more(seed),
    ],
  };
}
