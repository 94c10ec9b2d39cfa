import { describe, expect, it } from "vitest";
import { createApp, type Store } from "../../examples/providers/app.ts";
import { postgresStore } from "../../examples/providers/postgres.ts";
import { sqliteStore } from "../../examples/providers/sqlite.ts";
import { pathFromKey, readMergeWrite } from "../../examples/providers/wrong.ts";
import { runConformance } from "../../src/conformance.ts";
import type { RunResult } from "../../src/running/run-result.ts";
import { rules } from "../../src/send-message/rules/registry.ts";

async function judge(store: Store, area = ""): Promise<RunResult> {
  const app = createApp(
    store,
    new Map([
      ["full-key-of-the-example", true],
      ["read-only-key-of-the-example", false],
    ]),
  );
  const run = runConformance(
    { fetch: app.fetch, token: "full-key-of-the-example", readOnlyToken: "read-only-key-of-the-example" },
    { seed: 1, rules: rules.filter(({ id }) => id.startsWith(area)) },
  );
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
  }
}

const broken = (result: RunResult) =>
  result.rules
    .filter(({ outcome }) => !["pass", "observed", "skipped"].includes(outcome))
    .map(({ rule, outcome, reason }) => `${outcome} ${rule.id}${reason === undefined ? "" : `: ${reason}`}`);

describe("examples/providers", () => {
  it("on SQLite is conformant", async () => {
    expect(broken(await judge(sqliteStore()))).toEqual([]);
  });

  it("on PostgreSQL is conformant", async () => {
    expect(broken(await judge(await postgresStore()))).toEqual([]);
  });

  it("that reads, merges and writes back loses updates", async () => {
    const result = await judge(await postgresStore(readMergeWrite, false), "concurrency/");
    expect(broken(result)).toContainEqual(expect.stringContaining("concurrency/session-keys-kept"));
  });

  it("that builds a path from each key writes elsewhere", async () => {
    const result = await judge(sqliteStore(pathFromKey), "session-data/");
    expect(broken(result).join("\n")).toContain("session-data/unusual");
  });
});
