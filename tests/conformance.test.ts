import { expect, test } from "vitest";
import { type ConformanceTarget, runConformance } from "../src/conformance.ts";
import { UsageError } from "../src/usage-error.ts";

test.each([
  [{ url: "", token: "k" }, '"" is not a valid URL'],
  [{ url: undefined, token: "k" }, '"undefined" is not a valid URL'],
  [{ url: "http://u:p@127.0.0.1:1", token: "k" }, "the URL holds a user name or password"],
  [{ url: "http://127.0.0.1:1" }, "the token of the target is empty"],
  [{ fetch: () => new Response(), token: "" }, "the token of the target is empty"],
  [{ fetch: () => new Response(), token: "Bearer k" }, 'the token of the target begins with "Bearer"'],
])("the target %j is a mistake of its user", async (target, says) => {
  const run = runConformance(target as ConformanceTarget);
  await expect(run.next()).rejects.toThrow(says);
  await expect(runConformance(target as ConformanceTarget).next()).rejects.toBeInstanceOf(UsageError);
});
