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

test.each(GENERAL)("src/%s names nothing of the operation", (folder) => {
  const files = globSync(`src/${folder}/**/*.ts`);
  expect(files.length).toBeGreaterThan(2);
  const named = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        new RegExp(OURS.join("|")).test(line) ? [`${file}:${index + 1} ${line}`] : [],
      ),
  );
  expect(named).toEqual([]);
});
