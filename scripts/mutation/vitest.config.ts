import { defineConfig } from "vitest/config";

/** The tests that judge by rules and run the engine, but for those that wait for late providers or run for minutes. */
export default defineConfig({
  test: {
    include: ["tests/rules/**/*.test.ts", "tests/model/**/*.test.ts", "tests/engine/**/*.test.ts"],
    exclude: ["tests/engine/patience.test.ts", "tests/engine/minimal.test.ts", "tests/engine/matrix.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
