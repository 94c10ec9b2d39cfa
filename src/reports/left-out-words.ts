import type { Report } from "./report.ts";

/** What the user left out of a run, as its verdict names it: ", leaving out history and contacts"; empty where nothing was. */
export function leftOutWords({ without = [] }: Pick<Report, "without">): string {
  if (without.length === 0) return "";
  const words = without.map((omission) => (omission === "attacks" ? "what looks like an attack" : omission));
  return `, leaving out ${new Intl.ListFormat("en", { type: "conjunction" }).format(words)}`;
}
