import { expect, test } from "vitest";
import { conditions } from "../../src/consumer/conditions.ts";
import { fixture, judge, resultOf, withOutcome } from "./judging.ts";

const names = conditions.map(({ name }) => name).filter((name) => name !== "timeout");

test("a careful bot for Node passes under every condition without a warning, and each feeds its rule", async () => {
  const run = await judge([process.execPath, fixture("good/bot.mjs")], names);
  expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
  expect(run.verdict).toBe("conformant");
  expect(withOutcome(run, "skipped")).toEqual([
    "consumer/key-not-sent-elsewhere",
    "consumer/https-only",
    "consumer/timeouts-survived",
    "consumer/other-hosts",
    "consumer/other-operations",
  ]);
  expect(resultOf(run, "consumer/changed-keys-only").observed).toBe("changed keys only");
  expect(resultOf(run, "consumer/key-used").observed).toBe("the one that it was given");
});

test("a careful bot for Python passes under every condition without a warning", async () => {
  const run = await judge(["python3", fixture("good/bot.py")], names);
  expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
  expect(run.verdict).toBe("conformant");
});

test("the evidence names the key and never holds it", async () => {
  const run = await judge([process.execPath, fixture("bad/request.mjs"), "key-in-query"]);
  const text = JSON.stringify(run.case);
  expect(text).toContain("api_key=<api-key>");
  expect(text).not.toContain("ocx_sandbox_");
});
