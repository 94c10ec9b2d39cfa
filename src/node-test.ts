import { describe, test } from "node:test";
import type { ConformanceOptions } from "./conformance.ts";
import { conformanceTests, type TargetSource, testTimeoutMs } from "./conformance-tests.ts";

/**
 * Judges a provider as tests of node:test, one for each rule. The target may be a function, which is called once all
 * earlier hooks have run. A rule that is broken or could not be decided fails its test; a warning is a diagnostic.
 */
export function describeConformance(target: TargetSource, options: ConformanceOptions = {}): void {
  describe("conformance", () => {
    for (const { name, check } of conformanceTests(target, options))
      test(name, { timeout: testTimeoutMs(options) }, async (context) => {
        const { skipped, warning } = await check();
        if (skipped !== undefined) context.skip(skipped);
        if (warning !== undefined) context.diagnostic(`WARN ${name}\n${warning}`);
      });
  });
}
