import { globPattern } from "../escaped.ts";
import { readText } from "../read-text.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./closest.ts";

/** The rules that are asked for: ids, globs with `*`, or `@file` with one of these a line. @throws UsageError */
export function selectRules(
  rules: readonly Rule[],
  wanted: readonly string[] = [],
  unwanted: readonly string[] = [],
): Rule[] {
  const include = wanted.flatMap(linesOf).map((pattern) => matcher(pattern, rules));
  const exclude = unwanted.flatMap(linesOf).map((pattern) => matcher(pattern, rules));
  // All of them would be judged.
  if (wanted.length > 0 && include.length === 0)
    throw new UsageError(
      `${wanted.join(" and ")} names no rule`,
      "write one id or glob a line into the file, or leave --rule out",
    );
  const chosen = rules.filter(
    (rule) =>
      (include.length === 0 || include.some((matches) => matches(rule.id))) &&
      !exclude.some((matches) => matches(rule.id)),
  );
  if (chosen.length === 0) throw new UsageError("no rule is left to judge", "`rules list` shows all ids");
  return chosen;
}

/** Size of the largest list of rules, in bytes. */
const MAX_LIST_BYTES = 64 * 1024;

function linesOf(entry: string): string[] {
  if (!entry.startsWith("@")) return [entry];
  const lines = readText(entry.slice(1), "a list of rules", MAX_LIST_BYTES).split("\n");
  return lines.map((line) => line.replace(/#.*/, "").trim()).filter((line) => line !== "");
}

function matcher(pattern: string, rules: readonly Rule[]): (id: string) => boolean {
  const expression = globPattern(pattern);
  const matches = (id: string) => expression.test(id);
  if (rules.some((rule) => matches(rule.id))) return matches;
  throw new UsageError(
    `no rule matches ${pattern}`,
    didYouMean(
      pattern,
      rules.map(({ id }) => id),
      "`rules list` shows all ids",
    ),
  );
}
