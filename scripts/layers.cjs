// Who may import whom: in src, a folder imports only from folders below it in this list.
const LAYERS = [
  "cli",
  "reports",
  "certificate",
  "consumer",
  "pact",
  "change",
  "engine",
  "rules",
  "scenarios",
  "arbitraries",
  "model",
  "wire",
  "reference-provider",
  "evidence",
  "contract",
  "client",
];
// Folders of one rank may not import each other, but for the named pairs.
const below = (index) => LAYERS.slice(index + 1);

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...LAYERS.map((layer, index) => ({
      name: `${layer}-imports-downwards`,
      severity: "error",
      from: { path: `^src/${layer}/` },
      to: { path: "^src/", pathNot: `^src/(${[layer, ...below(index)].join("|")})/` },
    })),
    {
      name: "reference-provider-uses-the-contract-only",
      comment: "it must not share the model, so that one error cannot hide in both",
      severity: "error",
      from: { path: "^src/reference-provider/" },
      to: { path: "^src/", pathNot: "^src/(reference-provider|contract)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".cjs", ".json"] },
  },
};
