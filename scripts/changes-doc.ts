import { readFileSync, writeFileSync } from "node:fs";
import type { Json } from "../src/json/json.ts";
import { catalogue, directionOf, idsOf } from "../src/openapi-diff/catalogue/catalogue.ts";
import { documentChanges } from "../src/openapi-diff/catalogue/document-changes.ts";
import { type SchemaAction, schemaChanges } from "../src/openapi-diff/catalogue/schema/schema-changes.ts";

// Writes docs/diff-changes.md from the catalogue of changes. With --check it writes nothing, and fails where the file is
// stale.

const file = new URL("../docs/diff-changes.md", import.meta.url);

const text = `${[
  "# Changes that `diff` reports",
  "",
  "Written by `npm run generate` from `src/openapi-diff/catalogue/`; not to be edited. `diff --list` prints the ids.",
  "",
  `${catalogue().length} ids. An id never changes its meaning, so that waivers can name it. What the levels mean, and how to accept a change: [changes](changes.md).`,
  "",
  "The level of each id is that of its example. The same change may have another level elsewhere:",
  "",
  "- `safe`, where the rest of the schema makes up for it, so that no value is refused or new. Where that makes no difference at all, there is no change to report.",
  "- `risky`, where neither a proof nor a value that shows the opposite is found.",
  "- `safe` for `readOnly` members in requests, and `writeOnly` members in responses: nobody sends them.",
  "",
  "## Deprecation, sunset, stability",
  "",
  "Announce the end of an operation or a parameter before you remove it:",
  "",
  '1. Set `deprecated: true` and a date, `x-sunset: "2026-12-31"`. That is `safe`. A date that cannot be read is `breaking`.',
  "2. The date may be moved to a later day (`safe`), not to an earlier one, and not be taken away (`breaking`).",
  "3. From the day after the date on, removal is `safe`. Before, or without a date, removing an operation is `breaking`. Removing a parameter is `risky` without a date, and `breaking` before it.",
  "",
  "An operation that BASE calls `x-stability-level: draft` or `alpha` may be removed at any time (`safe`). `beta` and `stable` operations, and those that say nothing, follow the rules above.",
  "`--today YYYY-MM-DD` sets the day that dates are compared with.",
  "",
  "## Operations, parameters, bodies, responses, security, webhooks",
  "",
  "The examples show members of the operation, or of the document.",
  "",
  ...Object.entries(documentChanges).flatMap(([id, { direction, level, means, of, base, revision }]) => [
    `### ${id}`,
    "",
    `**${level}**, ${direction === "none" ? "neither request nor response" : direction}: ${means}.`,
    "",
    ...example(base, revision, of),
  ]),
  "## Schemas",
  "",
  "One change has an id for each place: the request body, a parameter, a response body, a response header, and what is inside of those (`property`).",
  "The examples are schemas. `Cat` and `Dog` are components, two objects with different members.",
  "",
  ...(Object.keys(schemaChanges) as SchemaAction[]).flatMap((action) => {
    const { means, level, base, revision } = schemaChanges[action];
    return [
      `### ${action}`,
      "",
      `${means.charAt(0).toUpperCase()}${means.slice(1)}.`,
      "",
      ...(["request", "response"] as const).map((direction) => {
        const ids = idsOf(action).filter(([place]) => directionOf(place) === direction);
        return `- **${level[direction]}** in a ${direction}: ${[...new Set(ids.map(([, id]) => `\`${id}\``))].join(", ")}`;
      }),
      "",
      ...example(base, revision, "schema"),
    ];
  }),
]
  .join("\n")
  .trimEnd()}\n`;

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (current() !== text) {
  process.stderr.write("docs/diff-changes.md is stale: run `npm run generate` and commit the result\n");
  process.exitCode = 1;
}

function example(base: Json, revision: Json, of: "document" | "operation" | "schema"): string[] {
  return [
    "```yaml",
    `# BASE, ${of}`,
    JSON.stringify(base),
    `# REVISION, ${of}`,
    JSON.stringify(revision),
    "```",
    "",
  ];
}

function current(): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
