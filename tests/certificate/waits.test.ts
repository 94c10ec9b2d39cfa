import { expect, test } from "vitest";
import { readWaits } from "../../src/certificate/waits.ts";
import type { Case } from "../../src/evidence/case.ts";
import type { Exchange } from "../../src/http/exchange.ts";

const SETTLE_MS = 1000;

/** A case with a send that ended at 0, and a look whose reads ended at these times. */
function caseOf(
  patienceMs: number,
  purposes: readonly Exchange["purpose"][],
  endsMs: readonly number[],
): Case {
  const exchange = (
    step: number,
    purpose: Exchange["purpose"],
    operation: "sendMessage" | "getSession",
    endedMs: number,
  ) => ({
    ...{ step, purpose, operation, credential: "valid" as const, startedMs: endedMs - 1, endedMs },
    request: { method: operation === "sendMessage" ? "POST" : "GET", path: "/", headers: [] },
    response: { status: 200, headers: [] },
  });
  return {
    ...{ id: "x/0", scenario: "x", tag: "octag", patienceMs, received: [], programs: [] },
    steps: [
      { do: "send", session: "session", body: { json: {} } },
      { do: "observe", session: "session", records: ["session"] },
    ],
    exchanges: [
      exchange(0, "step", "sendMessage", 0),
      exchange(1, "marker", "sendMessage", 300),
      ...purposes.map((purpose, index) => exchange(1, purpose, "getSession", endsMs[index]!)),
    ],
  };
}

function problemOf(...cases: readonly Case[]): string | undefined {
  const waits = readWaits(SETTLE_MS);
  for (const it of cases) expect(waits.accept(it)).toBeUndefined();
  return waits.problem();
}

const impatient = caseOf(8, ["step"], [2000]);

test("a case may be impatient behind one whose polls gave a write all of its time", () => {
  expect(problemOf(caseOf(SETTLE_MS, ["step", "poll"], [310, 1010]), impatient)).toBeUndefined();
});

test.each([
  ["nothing", []],
  ["polls that ended sooner", [caseOf(SETTLE_MS, ["step", "poll"], [310, 700])]],
  ["a read that came late and was not repeated", [caseOf(SETTLE_MS, ["step"], [1500])]],
] as const)("but not behind %s", (_what, before) => {
  expect(problemOf(...before, impatient)).toMatch(/gave reads up before any wait/);
});
