import { atLeast, type Change } from "./change.ts";

/** From which level on a change fails the comparison. */
export const failOnLevels = ["breaking", "risky", "none"] as const;
export type FailOn = (typeof failOnLevels)[number];

/** The changes that fail a comparison: those that are as bad as asked for, or worse. */
export function failing(changes: readonly Change[], failOn: FailOn): Change[] {
  return failOn === "none" ? [] : changes.filter((change) => atLeast(change.level, failOn));
}
