import { expect, test } from "vitest";
import type { Change, Level } from "../../src/openapi-diff/change.ts";
import { failing } from "../../src/openapi-diff/fail-on.ts";

const change = (level: Level): Change => ({
  id: level,
  level,
  direction: "request",
  operation: "GET /",
  location: "",
  basePlace: "",
  revisionPlace: "",
  message: "",
  fingerprint: "",
});
const changes = [change("safe"), change("risky"), change("breaking")];

test("fails on what is as bad as asked for, or worse", () => {
  expect(failing(changes, "breaking").map((one) => one.level)).toEqual(["breaking"]);
  expect(failing(changes, "risky").map((one) => one.level)).toEqual(["risky", "breaking"]);
  expect(failing(changes, "none")).toEqual([]);
});
