/** What is changed, and the folder of the tests that are to notice. */
export const MUTATED = [
  { name: "rules", mutate: ["src/rules/**/*.ts", "!src/rules/consumer/**"], tests: "tests/rules" },
  { name: "engine", mutate: ["src/engine/**/*.ts"], tests: "tests/engine" },
] as const;
