import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/json.ts";
import { canIDeploy } from "../../src/pact/can-i-deploy.ts";
import { lines } from "./live-provider.ts";
import { recording, type StandInOptions, standInBroker } from "./stand-in-broker.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

const QUESTION = { pacticipant: "opencx", version: "p1", toEnvironment: "production" };

async function ask(replies: StandInOptions["replies"], more: object = {}) {
  const broker = await standInBroker({ replies: replies! });
  open.push(broker);
  const output = lines();
  const access = { broker: { url: broker.url, token: "broker-token" }, timeoutMs: 2_000 };
  const answered = canIDeploy({ ...QUESTION, access, retryIntervalMs: 10, ...more }, output);
  return { answered, broker, output };
}

describe("can-i-deploy", () => {
  it.each([
    ["matrix-passed", 0, "yes"],
    ["matrix-nothing-needed", 0, "yes"],
    ["matrix-failed", 1, "no"],
    ["matrix-failed-and-missing", 1, "no"],
    ["matrix-missing", 3, "not known yet"],
    ["matrix-none-verified", 3, "not known yet"],
    ["matrix-version-never-published", 3, "not known yet"],
  ])("says of %s %i, %s, and each reason once", async (matrix, exitCode, word) => {
    const { answered, broker, output } = await ask({ matrix });
    expect(await answered).toEqual({ exitCode });
    expect(output.written.at(-1)).toBe(`opencx p1 to production: ${word}`);
    expect(new Set(output.written).size).toBe(output.written.length);
    expect(output.written.length).toBeGreaterThan(1);
    expect(broker.asked.map(({ line, query }) => `${line}?${query}`)).toEqual([
      "GET /matrix?q[][pacticipant]=opencx&q[][version]=p1&latestby=cvpv&environment=production",
    ]);
  });

  it("waits for a version that was never published, also where the environment is empty", async () => {
    const never = await recording("matrix-version-never-published");
    const { summary, ...rest } = never.body as { summary: JsonObject };
    const empty = { ...never, body: { ...rest, matrix: [], summary: { ...summary, unknown: 0 } } };
    const { answered, broker } = await ask(
      { matrix: [empty, "matrix-nothing-needed"] },
      { retryWhileUnknown: 1 },
    );
    expect(await answered).toEqual({ exitCode: 0 });
    expect(broker.asked).toHaveLength(2);
  });

  it.each(["matrix-missing", "matrix-version-never-published"])("waits while it is %s", async (missing) => {
    const { answered, broker } = await ask(
      { matrix: [missing, missing, "matrix-passed"] },
      { retryWhileUnknown: 5 },
    );
    expect(await answered).toEqual({ exitCode: 0 });
    expect(broker.asked).toHaveLength(3);
  });

  it("does not wait once a result has failed, nor longer than it was told", async () => {
    const failed = await ask({ matrix: "matrix-failed-and-missing" }, { retryWhileUnknown: 5 });
    expect(await failed.answered).toEqual({ exitCode: 1 });
    expect(failed.broker.asked).toHaveLength(1);
    const missing = await ask({ matrix: "matrix-missing" }, { retryWhileUnknown: 2 });
    expect(await missing.answered).toEqual({ exitCode: 3 });
    expect(missing.broker.asked).toHaveLength(3);
  });

  it.each([
    ["matrix-unknown-pacticipant", "Pacticipant nobody not found"],
    ["matrix-unknown-environment", "Environment with name 'mars' does not exist"],
    ["matrix-refused-401", "401 Unauthorized"],
    ["matrix-error-500", "An error has occurred"],
    ["hang", "none within 2 s"],
    ["cut", "other side closed"],
  ])("cannot tell after %s, and gives the broker's reason", async (matrix, reason) => {
    const { answered } = await ask({ matrix });
    await expect(answered).rejects.toMatchObject({
      name: "UnavailableError",
      message: expect.stringContaining(reason),
    });
  });

  it("escapes names", async () => {
    const { answered, broker } = await ask({}, { pacticipant: "a/b & c", version: "1+1" });
    await answered;
    expect(broker.asked[0]!.query).toContain("q[][pacticipant]=a%2Fb%20%26%20c&q[][version]=1%2B1&");
  });
});
