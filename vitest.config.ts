import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "contracts/**/*.test.ts"],
    // Many tests wait for a provider that is late: two at a time, also where there are two processors only.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
