import { Stryker } from "@stryker-mutator/core";
import { MUTATED } from "./mutated.ts";
import { writePage } from "./page.ts";

// npm run mutation: changes the code in one place at a time, and sees whether a test notices.

for (const { name, folder, but, tests } of MUTATED) {
  await new Stryker({
    mutate: [`${folder}**/*.ts`, ...but.map((files) => `!${files}`)],
    packageManager: "npm",
    plugins: [import.meta.resolve("@stryker-mutator/vitest-runner")],
    testRunner: "vitest",
    vitest: { configFile: "scripts/mutation/vitest.config.ts", dir: tests, related: false },
    mutator: { excludedMutations: ["StringLiteral"] },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    // Many tests wait: more at a time than there are processors.
    concurrency: 3,
    timeoutMS: 20_000,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: `reports/mutation-${name}.json` },
    tempDirName: `.stryker-tmp/${name}`,
    allowConsoleColors: false,
  }).runMutationTest();
}
writePage();
