import { defineConfig } from "vitest/config";

/** Tests of whole runs, real programs, packages and brokers: `npm run test:fast` leaves them out. */
const SLOW = [
  "tests/certificate/{audit,command,tampering}.test.ts",
  "tests/ci/**",
  "tests/cli/**",
  "tests/consumer-harness/**",
  "tests/examples/**",
  "tests/impact/**",
  "tests/lab/**",
  "tests/openapi-diff/{laws,schema/containment}.test.ts",
  "tests/package.test.ts",
  "tests/pact/**",
  "tests/reports/{merge-reports,page-browser,script}.test.ts",
  "tests/running/{matrix,minimal,patience,parts,run,secrets,shrink,sockets,whole,without}.test.ts",
  "tests/send-message/rules/{each-rule,laws}.test.ts",
  "tests/spec/generated.test.ts",
  "contracts/**",
];

export default defineConfig(({ mode }) => ({
  test: {
    include: ["tests/**/*.test.ts", "contracts/**/*.test.ts"],
    exclude: mode === "fast" ? SLOW : [],
    // No test leaves anything behind, so that the files of a worker can share what they load: a quarter of the time.
    isolate: false,
    // Many tests wait, for a provider that is late or a program: three at a time, also where there are two processors only.
    maxWorkers: 3,
    // Most of what a run makes is soon forgotten: with more room for it, less time goes into collecting it.
    execArgv: ["--max-semi-space-size=64"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}));
