import { describe, expect, test } from "vitest";
import { type Bounds, BudgetSpent, RunState } from "../../src/running/run-state.ts";

const bounded = (bounds: Partial<Bounds> = {}) =>
  new RunState({ maxRequests: 100, maxSessions: 100, maxTimeMs: 10_000, settleMs: 80, ...bounds });

/** A test that waited so long would never end. */
const FOR_EVER_MS = 3_600_000;

/** How long it takes, in milliseconds. */
async function lasted(it: Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await it;
  return performance.now() - startedMs;
}

describe("the state of a run", () => {
  test("lets as many requests go as its bound allows, and no more", async () => {
    const state = bounded({ maxRequests: 2 });
    await state.turn();
    expect([state.requests, state.spent()]).toEqual([1, undefined]);
    await state.turn();
    expect([state.requests, state.spent()]).toEqual([2, "the limit of 2 requests was reached"]);
    await expect(state.turn()).rejects.toThrow(new BudgetSpent("the limit of 2 requests was reached"));
    expect(state.requests).toBe(2);
  });

  test("lets as many sessions be made as its bound allows, and is over with the next", async () => {
    const state = bounded({ maxSessions: 1 });
    state.countSession();
    expect(state.spent()).toBeUndefined();
    expect(() => state.countSession()).toThrow(new BudgetSpent("the limit of 1 session was reached"));
    expect([state.sessions, state.spent()]).toEqual([1, "the limit of 1 session was reached"]);
    await expect(state.turn()).rejects.toThrow(BudgetSpent);
    expect(state.requests).toBe(0);
  });

  test("is over when its time is, also for one that waits for its turn", async () => {
    const state = bounded({ maxTimeMs: 60 });
    state.holdFor(FOR_EVER_MS);
    await expect(state.turn()).rejects.toThrow("the limit of 0.06 s was reached");
    expect(state.now()).toBeGreaterThanOrEqual(60);
    await state.rest(FOR_EVER_MS);
  });

  test("is over at once when it is interrupted, also while the provider has every request held back", async () => {
    const interrupt = new AbortController();
    const state = new RunState(bounded().bounds, interrupt.signal);
    state.holdFor(FOR_EVER_MS);
    const turn = state.turn();
    interrupt.abort();
    await expect(turn).rejects.toThrow(new BudgetSpent("the run was interrupted"));
    expect(state.spent()).toBe("the run was interrupted");
    expect(() => state.countSession()).toThrow(BudgetSpent);
  });

  test("counts no session that an interrupt comes before", () => {
    const state = new RunState(bounded().bounds, AbortSignal.abort());
    expect(() => state.countSession()).toThrow(new BudgetSpent("the run was interrupted"));
    expect(state.sessions).toBe(0);
  });

  test("ends for the first reason that it was given", () => {
    const state = bounded();
    state.stop("the run was interrupted");
    state.stop("something else");
    expect(state.spent()).toBe("the run was interrupted");
    expect(() => state.countSession()).toThrow("the run was interrupted");
  });

  test("ends when connections were refused for some seconds, and no answer came in between", () => {
    const state = bounded({ maxTimeMs: FOR_EVER_MS });
    let nowMs = 0;
    state.now = () => nowMs;
    const refusedAt = (...times: readonly number[]) => {
      for (const time of times) {
        nowMs = time;
        state.sending(`request ${time}`);
        state.sent(`request ${time}`, "refused");
      }
    };
    refusedAt(0, 1, 2, 3, 4, 5000);
    expect(state.spent()).toBeUndefined();
    state.sent("answered", undefined);
    refusedAt(10_000, 10_001, 10_002, 10_003, 16_000);
    expect(state.spent()).toBeUndefined();
    refusedAt(17_000);
    expect(state.spent()).toMatch(
      /^the provider stopped answering; under way when it did: request 10000; see why/,
    );
  });

  test("holds requests back as long as the longest hold says", async () => {
    const state = bounded();
    state.holdFor(80);
    state.holdFor(10);
    await state.turn();
    expect(state.now()).toBeGreaterThanOrEqual(80);
  });

  test("keeps the pace that it is given", async () => {
    const state = bounded({ ratePerSecond: 50 });
    const ms = await lasted(
      (async () => {
        for (let sent = 0; sent < 5; sent += 1) await state.turn();
      })(),
    );
    expect(ms).toBeGreaterThan(75);
    const slept = bounded({ ratePerSecond: 50 });
    await slept.rest(100);
    // Time that passed unused is not made up for.
    expect(await lasted(slept.turn().then(() => slept.turn()))).toBeGreaterThan(15);
  });

  test("lets time pass", async () => {
    const state = bounded();
    expect(await lasted(state.rest(70))).toBeGreaterThan(65);
  });

  test("puts any time on its own clock, to a thousandth of a millisecond", () => {
    const state = bounded();
    const atMs = performance.now();
    expect(state.sinceStart(atMs)).toBeLessThanOrEqual(state.now());
    expect(state.sinceStart(atMs + 1.00049) - state.sinceStart(atMs)).toBeCloseTo(1, 2);
    expect(state.sinceStart(atMs).toString()).toMatch(/^\d+(\.\d{1,3})?$/);
  });
});

describe("the patience of a run", () => {
  test("is all of the time that was asked for, until a look saw nothing at all", () => {
    const state = bounded();
    expect(state.patienceFor(["session"])).toBe(80);
    state.noteWaitInVain(["session"], false);
    expect(state.patienceFor(["session"])).toBeLessThanOrEqual(80);
    expect(state.patienceFor(["messages"])).toBe(80);
  });

  test("is shorter once a few looks missed something, but never than three times the longest lag", () => {
    const state = new RunState({ maxRequests: 9, maxSessions: 9, maxTimeMs: 9_000, settleMs: 4_000 });
    for (let looks = 0; looks < 3; looks += 1) {
      expect(state.patienceFor(["contact"])).toBe(4_000);
      state.noteWaitInVain(["contact"], true);
    }
    const short = state.patienceFor(["contact"]);
    expect(short).toBeLessThan(1_000);
    state.noteLag(500);
    expect(state.patienceFor(["contact"])).toBe(1_500);
    state.noteLag(5_000);
    expect(state.patienceFor(["contact"])).toBe(4_000);
  });

  test("remembers the latest read of all", () => {
    const state = bounded();
    expect([state.lagged, state.longestLagMs]).toEqual([false, 0]);
    state.noteLag(30);
    state.noteLag(20);
    expect([state.lagged, state.longestLagMs]).toEqual([true, 30]);
  });
});
