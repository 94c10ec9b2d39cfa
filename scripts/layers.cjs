// The house, from the roof down: a folder of src/ imports only from itself and from folders below it.
const LAYERS = [
  "cli",
  "reports",
  "certificate",
  "pact",
  "consumer-harness",
  "impact",
  "running",
  "openapi-diff",
  "lab",
  "send-message/pact-states",
  "send-message/client",
  "send-message/reference-provider",
  "send-message/consumer-rules",
  "send-message/rules",
  "send-message/scenarios",
  "send-message/corpus",
  "send-message/analysis",
  "send-message/contract",
  "evidence",
  "http",
  "merge-oracle",
  "judging",
  "openapi",
  "json",
];
const ROOT =
  "src/(usage-error|file-problem|make-folder|read-text|counted|escaped|listen-with|signal-group)\\.ts";
const from = (index) => LAYERS.slice(index).map((layer) => `src/${layer}/`);

/** What a part may import besides itself, where that is less than all that lies below it. */
const ONLY = {
  // If it shared the analysis with the judges, one error could hide in both.
  "send-message/reference-provider": ["send-message/contract", "json"],
  "openapi-diff": ["openapi", "json"],
  "merge-oracle": ["json"],
};

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...LAYERS.map((layer, index) => ({
      name: `${layer}-imports-downwards`,
      severity: "error",
      from: { path: `^src/${layer}/` },
      to: { path: "^src/", pathNot: `^(${[...from(index), ROOT].join("|")})` },
    })),
    ...Object.entries(ONLY).map(([layer, allowed]) => ({
      name: `${layer}-imports-little`,
      severity: "error",
      from: { path: `^src/${layer}/` },
      to: {
        path: "^src/",
        pathNot: `^(${[layer, ...allowed].map((folder) => `src/${folder}/`).join("|")}|${ROOT})`,
      },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".cjs", ".json"] },
  },
};
