import { readFileSync, writeFileSync } from "node:fs";
import { createGenerator, createProgram, DEFAULT_CONFIG } from "ts-json-schema-generator";

// The JSON Schemas of what the suite writes and reads again, from the types that it is written from.

const SCHEMAS = [
  {
    file: "spec/schemas/report.schema.json",
    path: "src/reports/report.ts",
    types: ["Report"],
    id: "urn:opencx-conformance:report:1",
    title: "report.json of opencx-conformance",
  },
  {
    file: "spec/schemas/changes.schema.json",
    path: "src/reports/change-report.ts",
    types: ["ChangeReport"],
    id: "urn:opencx-conformance:changes:1",
    title: "changes.json of opencx-conformance",
  },
  {
    file: "spec/schemas/evidence.schema.json",
    path: "src/{evidence/header,send-message/consumer-rules/consumer-case}.ts",
    types: ["EvidenceHeader", "Case", "ConsumerCase"],
    id: "urn:opencx-conformance:evidence:1",
    title: "Lines of an evidence log of opencx-conformance: a header, then cases",
  },
] as const;
const MAY_GROW = "Members may be added; what is here keeps its meaning.";

const root = new URL("../", import.meta.url);
const tsconfig = new URL("tsconfig.json", root).pathname;
// Read once for all of them, and not checked: the compiler does that.
const tsProgram = createProgram({
  ...DEFAULT_CONFIG,
  path: `${root.pathname}{${SCHEMAS.map(({ path }) => path).join(",")}}`,
  tsconfig,
  skipTypeCheck: true,
});
const isCheck = process.argv.includes("--check");
for (const each of SCHEMAS) {
  const place = new URL(each.file, root);
  const text = schemaOf(each);
  if (readFileSync(place, "utf8") === text) continue;
  if (isCheck) {
    process.stderr.write(`${each.file} is stale: run \`npm run generate\` and commit the result\n`);
    process.exitCode = 1;
  } else writeFileSync(place, text);
}

function schemaOf({ types, id, title }: (typeof SCHEMAS)[number]): string {
  const {
    definitions,
    $schema: _,
    description,
    ...schema
  } = createGenerator({
    tsProgram,
    expose: "export",
    topRef: types.length > 1,
    // A report may grow; a log is evidence, and what is unknown in it cannot be judged.
    additionalProperties: types.length === 1,
  }).createSchema([...types]);
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title,
    ...(description === undefined ? {} : { description: `${description} ${MAY_GROW}` }),
    ...(types.length === 1 ? schema : { anyOf: types.map((type) => ({ $ref: `#/definitions/${type}` })) }),
    $defs: definitions,
  };
  return `${JSON.stringify(whole, withTuples, 2).replaceAll('"#/definitions/', '"#/$defs/')}\n`;
}

/** The generator writes tuples as draft 7 has them. */
function withTuples(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("items" in value) || !Array.isArray(value.items))
    return value;
  const { items: prefixItems, ...rest } = value;
  return { ...rest, prefixItems, items: false };
}
