/**
 * A rule that a change touches. `cannot be enforced`: REVISION no longer says what the rule demands. `expectation
 * changes`: by REVISION the rule expects something else than by BASE, or a provider that keeps to REVISION breaks it.
 */
export interface TouchedRule {
  readonly id: string;
  readonly effect: "cannot be enforced" | "expectation changes";
}
