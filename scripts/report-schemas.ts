import { readFileSync, writeFileSync } from "node:fs";
import { createGenerator } from "ts-json-schema-generator";

// The JSON Schemas of what `--report json` writes, from the types that it is written from.

const SCHEMAS = [
  {
    file: "spec/schemas/report.schema.json",
    path: "src/reports/report.ts",
    type: "Report",
    id: "urn:opencx-conformance:report:1",
    title: "report.json of opencx-conformance",
  },
  {
    file: "spec/schemas/changes.schema.json",
    path: "src/reports/change-report.ts",
    type: "ChangeReport",
    id: "urn:opencx-conformance:changes:1",
    title: "changes.json of opencx-conformance",
  },
] as const;
const MAY_GROW = "Members may be added; what is here keeps its meaning.";

const root = new URL("../", import.meta.url);
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

function schemaOf({ path, type, id, title }: (typeof SCHEMAS)[number]): string {
  const {
    definitions,
    $schema: _,
    description,
    ...schema
  } = createGenerator({
    path: new URL(path, root).pathname,
    tsconfig: new URL("tsconfig.json", root).pathname,
    type,
    expose: "export",
    topRef: false,
    additionalProperties: true,
    // The compiler looks at the types as well.
    skipTypeCheck: true,
  }).createSchema(type);
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title,
    description: `${description} ${MAY_GROW}`,
    ...schema,
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
