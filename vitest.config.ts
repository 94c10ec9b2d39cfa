import { defineConfig } from "vitest/config";

/** Tests of whole runs, real programs, packages and brokers: `npm run test:fast` leaves them out. */
const SLOW = [
  "tests/certificate/{audit,command,tampering}.test.ts",
  "tests/ci/**/*.test.ts",
  "tests/cli/**/*.test.ts",
  "tests/consumer-harness/**/*.test.ts",
  "tests/examples/**/*.test.ts",
  "tests/impact/**/*.test.ts",
  "tests/lab/**/*.test.ts",
  "tests/openapi-diff/{laws,schema/containment}.test.ts",
  "tests/package.test.ts",
  "tests/pact/**/*.test.ts",
  "tests/reports/{merge-reports,page-browser,script}.test.ts",
  "tests/running/{matrix,minimal,patience,parts,run,secrets,shrink,sockets,whole,without}.test.ts",
  "tests/send-message/rules/{each-rule,laws}.test.ts",
  "tests/spec/generated.test.ts",
  "contracts/**/*.test.ts",
];

const include = ["tests/**/*.test.ts", "contracts/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      // These touch nothing outside themselves, so that the files of a worker can share what they load.
      { extends: true, test: { name: "fast", include, exclude: SLOW, isolate: false } },
      { extends: true, test: { name: "slow", include: SLOW } },
    ],
    // Many tests wait, for a provider that is late or a program: three at a time, also where there are two processors only.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
