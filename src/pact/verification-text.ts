import { findingText } from "./finding.ts";
import type { InteractionOutcome } from "./verification.ts";

/** One interaction for a person: its outcome, and what differed. */
export function outcomeText({ outcome, interaction, reason, findings }: InteractionOutcome): string {
  const first = `${outcome.padEnd(12)} ${interaction}${reason === undefined ? "" : `: ${reason}`}`;
  const details = findings.map((finding) =>
    findingText(finding)
      .split("\n")
      .slice(1)
      .map((line) => `           ${line}`)
      .join("\n"),
  );
  return [first, ...details].join("\n");
}

/** The last line: how many of each. */
export function summaryText(outcomes: readonly InteractionOutcome[]): string {
  const counts = (["pass", "fail", "pending", "inconclusive", "skipped"] as const)
    .map((outcome) => [outcome, outcomes.filter((each) => each.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`);
  return `${outcomes.length} interactions: ${counts.join(", ") || "none"}`;
}
