import { beforeAll, describe, test } from "vitest";
import { type ConformanceOptions, type ConformanceTarget, runConformance } from "./conformance.ts";
import { namedIn } from "./reports/excerpt.ts";
import { exchangeLines } from "./reports/exchange-lines.ts";
import type { RuleResult } from "./running/run-result.ts";
import { rules } from "./send-message/rules/registry.ts";

/** Time for the whole run, in milliseconds, where `maxTimeMs` does not say otherwise. */
const MAX_MS = 120_000;
/** Time beyond `maxTimeMs` in which a run winds up, in milliseconds. */
const GRACE_MS = 15_000;

/**
 * Judges a provider as tests of vitest, one for each rule. The target may be a function, which is called once all
 * earlier hooks have run. A rule that is broken or could not be decided fails its test; a warning is printed,
 * and kept as an annotation.
 */
export function describeConformance(
  target: ConformanceTarget | (() => ConformanceTarget | Promise<ConformanceTarget>),
  options: ConformanceOptions = {},
): void {
  const maxTimeMs = options.maxTimeMs ?? MAX_MS;
  describe("conformance", () => {
    const results = new Map<string, RuleResult>();
    beforeAll(async () => {
      const found = typeof target === "function" ? await target() : target;
      for await (const event of runConformance(found, { ...options, maxTimeMs })) {
        if (event.type === "ended")
          for (const result of event.result.rules) results.set(result.rule.id, result);
      }
    }, maxTimeMs + GRACE_MS);
    for (const { id, title } of options.rules ?? rules) {
      test(`${id}: ${title}`, async ({ annotate, skip }) => {
        const result = results.get(id)!;
        if (result.outcome === "skipped") skip(result.reason);
        if (result.outcome === "fail" || result.outcome === "inconclusive")
          throw new Error(explainResult(result));
        if (result.outcome === "warn") {
          // The default reporter shows no annotation of a test that passes, but it does show what is logged.
          console.warn(`WARN ${id}: ${title}\n${explainResult(result)}`);
          await annotate(explainResult(result), "warning");
        }
      });
    }
  });
}

/** The sentence, what was expected and what came, and the exchanges that show it. */
function explainResult({ rule, reason, counterexample }: RuleResult): string {
  if (counterexample === undefined) return `could not tell: ${reason}`;
  const { violation, case: it } = counterexample;
  return [
    rule.quote === undefined ? `from: ${rule.source}` : `the page: "${rule.quote.replace(/\s+/g, " ")}"`,
    `expected ${violation.expected}`,
    `got      ${violation.got}`,
    ...violation.exchanges.flatMap((index) =>
      exchangeLines(it.exchanges[index]!, namedIn(violation.expected, violation.got)),
    ),
  ].join("\n");
}
