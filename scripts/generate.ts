import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import standalone from "ajv/dist/standalone/index.js";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import { createAjv } from "../src/openapi/compile.ts";
import type { OpenApiDocument } from "../src/openapi/schema.ts";
import { bodySchemas } from "../src/send-message/contract/operations.ts";
import { entryFactors, requestFactors } from "../src/send-message/scenarios/design/merge-factors.ts";
import { raceFactors } from "../src/send-message/scenarios/design/race-factors.ts";
import { rejectionFactors } from "../src/send-message/scenarios/design/rejection-factors.ts";
import { rowsModule } from "./design/write-rows.ts";

const HEAD = "// Written by `npm run generate` from spec/; not to be edited.\n";
const root = new URL("../", import.meta.url);
const specText = readFileSync(new URL("spec/opencx.openapi.yaml", root), "utf8");
const pageText = readFileSync(new URL("spec/send-message.txt", root), "utf8");
const document: OpenApiDocument = parse(specText);

const files: Record<string, string> = {
  "opencx.ts":
    HEAD +
    astToString(await openapiTS(JSON.stringify(document), { silent: true, defaultNonNullable: false })),
  "validators.ts": HEAD + validators(),
  "document.ts": HEAD + constants(),
  "design-rows.ts":
    "// Written by `npm run generate` from src/send-message/scenarios/design/; not to be edited.\n" +
    rowsModule({
      requestRows: requestFactors,
      entryRows: entryFactors,
      rejectionRows: rejectionFactors,
      raceRows: raceFactors,
    }),
};

const stale = Object.entries(files).filter(([name, text]) => current(name) !== text);
if (process.argv.includes("--check")) {
  for (const [name] of stale) {
    process.stderr.write(`generated/${name} is stale: run \`npm run generate\` and commit the result\n`);
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(new URL("generated/", root), { recursive: true });
  for (const [name, text] of stale) writeFileSync(new URL(`generated/${name}`, root), text);
}

function current(name: string): string | undefined {
  try {
    return readFileSync(new URL(`generated/${name}`, root), "utf8");
  } catch {
    return undefined;
  }
}

/** One compiled function for every request and response schema, by its place in the document. */
function validators(): string {
  const ajv = createAjv({ source: true });
  const names = new Map(
    [...bodySchemas(document)].map(([pointer, schema], index) => {
      ajv.addSchema(schema, `at${index}`);
      return [`at${index}`, pointer];
    }),
  );
  const code = importing(
    standalone.default(ajv, Object.fromEntries([...names.keys()].map((name) => [name, name]))),
  );
  const table = [...names].map(([name, pointer]) => `  ${JSON.stringify(pointer)}: ${name},\n`);
  return `// @ts-nocheck\n${code}\nexport const validators = {\n${table.join("")}};\n`;
}

/** Ajv writes `require` even into modules. */
function importing(code: string): string {
  const imports = new Map<string, string>();
  const body = code.replace(/require\("([^"]+)"\)/g, (_, path: string) => {
    const name = imports.get(path) ?? `imported${imports.size}`;
    imports.set(path, name);
    return name;
  });
  const lines = [...imports].map(
    ([path, name]) => `import ${name} from "${path.replace(/(\.js)?$/, ".js")}";\n`,
  );
  return lines.join("") + body.replace('"use strict";', "").replaceAll("export const at", "const at");
}

function constants(): string {
  const digest = createHash("sha256").update(specText).digest("hex");
  return [
    `export const documentText = ${JSON.stringify(JSON.stringify(document))};`,
    `export const documentDigest = "${digest}";`,
    `export const pageText = ${JSON.stringify(pageText)};`,
    "",
  ].join("\n");
}
