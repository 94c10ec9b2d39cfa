import type { Report } from "./report.ts";

/** "conformant, leaving out history and contacts": the verdict, and what the user left out of the run. */
export function verdictWords({ verdict, without }: Pick<Report, "verdict" | "without">): string {
  return `${verdict.replace("-", " ")}${leftOutWords(without)}`;
}

/** ", leaving out history and contacts"; empty where nothing was left out. */
export function leftOutWords(without: Report["without"] = []): string {
  if (without.length === 0) return "";
  const words = without.map((omission) => (omission === "attacks" ? "what looks like an attack" : omission));
  return `, leaving out ${new Intl.ListFormat("en", { type: "conjunction" }).format(words)}`;
}

/** How much of what can be combined was sent and judged; `undefined` where nothing of it was sent. */
export function coverageOf({ coverage = [] }: Report) {
  const sum = (of: "feasible" | "exercised" | "judged") =>
    coverage.reduce((all, { pairs }) => all + pairs[of], 0);
  if (sum("exercised") === 0) return undefined;
  const [judged, feasible] = [sum("judged"), sum("feasible")];
  return { judged, feasible, percent: Math.floor((100 * judged) / feasible) };
}
