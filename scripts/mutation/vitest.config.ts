import { defineConfig } from "vitest/config";

/** The tests of one folder, but for those that take seconds each: a change is tried against all of them. */
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["each-rule", "minimal", "matrix", "whole", "patience", "sockets"].map(
      (name) => `**/${name}.test.ts`,
    ),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
