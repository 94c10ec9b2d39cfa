import { expect, test } from "vitest";
import { possessions } from "../../src/running/execution-context.ts";
import { defaultProfile, PROFILE_BOUNDS } from "../../src/running/profiles.ts";
import { scriptedTransport } from "../helpers/scripted-transport.ts";

test("a provider on this machine, or the embedded one, gets a standard run; any other a quick one", () => {
  expect(defaultProfile(undefined)).toBe("standard");
  expect(defaultProfile(new URL("http://127.0.0.1:8080"))).toBe("standard");
  expect(defaultProfile(new URL("https://api.example.com"))).toBe("quick");
});

test("a profile bounds what a run may spend", () => {
  expect(PROFILE_BOUNDS).toEqual({
    canary: { maxRequests: 20, maxSessions: 1, maxTimeMs: 120_000 },
    quick: { maxRequests: 1_000, maxSessions: 200, maxTimeMs: 600_000 },
    standard: { maxRequests: 10_000, maxSessions: 3_000, maxTimeMs: 1_800_000 },
    thorough: { maxRequests: 1_000_000, maxSessions: 100_000, maxTimeMs: 600_000 },
  });
});

test("a run has what its target gives it", () => {
  const transport = scriptedTransport(() => expect.fail("it was sent"));
  const keys = { valid: "a key" };
  expect(possessions({ transport, keys, session: "mine" })).toEqual([]);
  expect(possessions({ transport, keys })).toEqual(["Create Session"]);
  expect(
    possessions({ transport, keys: { ...keys, readOnly: "another" }, ticketing: { received: () => [] } }),
  ).toEqual(["Create Session", "a read-only key", "a ticketing sink"]);
});
