import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operationIds } from "../src/send-message/contract/operations.ts";

/** Folders of src/ that would serve any operation: they spell none of ours, nor its paths and members. */
const GENERAL = ["json", "openapi", "openapi-diff", "http", "judging", "merge-oracle"];
const OURS = [
  ...operationIds,
  "/chat/",
  "custom_data",
  "session_id",
  "should_take_over",
  "avatar_url",
  "[cC]ontact\\b",
];
/** Folders that import operations and records from send-message/, and spell no path and no member themselves. */
const BY_IMPORT = ["running", "consumer-harness", "certificate", "reports", "pact"];
const SPELLED = [
  "/chat/",
  "custom_data",
  "session_id",
  "contact_id",
  "should_take_over",
  "avatar_url",
  "phone_number",
];

test.each([
  ...GENERAL.map((folder) => ({ folder, words: OURS })),
  ...BY_IMPORT.map((folder) => ({ folder, words: SPELLED })),
])("src/$folder spells nothing of the operation", ({ folder, words }) => {
  const files = globSync(`src/${folder}/**/*.ts`);
  expect(files.length).toBeGreaterThan(2);
  const named = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        new RegExp(words.join("|")).test(line) ? [`${file}:${index + 1} ${line}`] : [],
      ),
  );
  expect(named).toEqual([]);
});
