import { expect, test } from "vitest";
import type { CommandOptions } from "../../src/cli/flags.ts";
import { settingsOf } from "../../src/cli/settings.ts";

const leftOut = (url: string | undefined, more: Partial<CommandOptions<"provider">> = {}) =>
  settingsOf({
    ...(url === undefined ? {} : { url: new URL(url) }),
    ...more,
  } as CommandOptions<"provider">).without;

test("a host that is not loopback is sent what reaches people, or looks like an attack, on demand only", () => {
  for (const own of [undefined, "http://127.0.0.1:8080", "http://localhost:3000", "http://[::1]:1"])
    expect([own, leftOut(own)]).toEqual([own, undefined]);
  const url = "https://api.example.com";
  expect(leftOut(url)).toEqual(["attacks", "take-over", "agent"]);
  expect(leftOut(url, { hostile: true })).toEqual(["take-over", "agent"]);
  expect(leftOut(url, { with: ["take-over"], without: ["history", "agent"] })).toEqual([
    "history",
    "agent",
    "attacks",
  ]);
  expect(leftOut(url, { hostile: true, with: ["agent", "take-over"] })).toBeUndefined();
});
