import { defineConfig } from "vitest/config";

/** The tests of one folder, but for those that run for minutes. */
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["each-rule", "minimal", "matrix"].map((name) => `**/${name}.test.ts`),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
