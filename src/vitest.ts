import { describe, test } from "vitest";
import type { ConformanceOptions } from "./conformance.ts";
import { conformanceTests, type TargetSource, testTimeoutMs } from "./conformance-tests.ts";

/**
 * Judges a provider as tests of vitest, one for each rule. The target may be a function, which is called once all
 * earlier hooks have run. A rule that is broken or could not be decided fails its test; a warning is printed,
 * and kept as an annotation.
 */
export function describeConformance(target: TargetSource, options: ConformanceOptions = {}): void {
  describe("conformance", () => {
    for (const { name, check } of conformanceTests(target, options))
      test(name, { timeout: testTimeoutMs(options) }, async ({ annotate, skip }) => {
        const { skipped, warning } = await check();
        if (skipped !== undefined) skip(skipped);
        if (warning !== undefined) {
          // The default reporter shows no annotation of a test that passes, but it does show what is logged.
          console.warn(`WARN ${name}\n${warning}`);
          await annotate(warning, "warning");
        }
      });
  });
}
