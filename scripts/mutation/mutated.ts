/** What is changed, and the folder of the tests that are to notice. */
export const MUTATED = [
  { name: "rules", folder: "src/rules/", but: ["src/rules/consumer/**"], tests: "tests/rules" },
  { name: "engine", folder: "src/engine/", but: [], tests: "tests/engine" },
] as const;
