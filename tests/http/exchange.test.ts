import { expect, test } from "vitest";
import { isSuccess, retryAfterMs } from "../../src/http/exchange.ts";

const asking = (value: string) => ({ headers: [["retry-after", value]] as const });

test("every 2xx is a success, and no answer is none", () => {
  expect([199, 200, 299, 300, undefined].map((status) => isSuccess(status))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

test("Retry-After is read in seconds and as a date, and in the past it asks for no wait", () => {
  expect(retryAfterMs(asking("1.5"))).toBe(1500);
  expect(retryAfterMs(asking("Thu, 01 Jan 1970 00:00:10 GMT"), 4_000)).toBe(6_000);
  expect(retryAfterMs(asking("Thu, 01 Jan 1970 00:00:10 GMT"), 14_000)).toBe(0);
  expect(retryAfterMs(asking("-3"))).toBe(0);
  expect(retryAfterMs(asking("soon"))).toBeUndefined();
  expect(retryAfterMs({ headers: [] })).toBeUndefined();
});
