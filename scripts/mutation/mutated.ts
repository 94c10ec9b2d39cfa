/** What is changed, and the folder of the tests that are to notice. */
export const MUTATED = [
  { name: "rules", folder: "src/send-message/rules/", but: [], tests: "tests/send-message/rules" },
  { name: "running", folder: "src/running/", but: [], tests: "tests/running" },
] as const;
