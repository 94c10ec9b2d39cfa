import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.ts";
import { Poller, type PollTarget } from "../../src/running/poller.ts";
import { RunState } from "../../src/running/run-state.ts";
import type { Completeness } from "../../src/send-message/analysis/completeness.ts";

const WHOLE: Completeness = { whole: true, shown: new Map([["a", true]]), current: true, seen: true };
const CURRENT: Completeness = { whole: false, shown: new Map([["a", false]]), current: true, seen: true };
const SOME: Completeness = { whole: false, shown: new Map([["a", false]]), current: false, seen: true };
const NOTHING: Completeness = {
  whole: false,
  shown: new Map(),
  current: false,
  seen: false,
};

// Long enough for several polls on a busy machine.
const SETTLE_MS = 300;
const newState = () =>
  new RunState({ maxRequests: 100, maxSessions: 100, maxTimeMs: 10_000, settleMs: SETTLE_MS });

/** What was done at a sight that shows this at one look after the other, the last one for ever. */
async function looked(
  shown: readonly Completeness[],
  {
    state = newState(),
    looking = new Poller(state),
    status = 200,
    ...sight
  }: Partial<PollTarget> & {
    state?: RunState;
    looking?: Poller;
    status?: number | null;
  } = {},
) {
  const done: string[] = [];
  let reads = 0;
  await looking.untilComplete({
    of: ["session"],
    mark: async () => {
      done.push("mark");
      return undefined;
    },
    read: async (purpose) => {
      done.push(purpose);
      reads += 1;
      return status === null ? undefined : ({ response: { status, headers: [] } } as unknown as Exchange);
    },
    judge: () => shown[Math.min(reads, shown.length) - 1]!,
    ...sight,
  });
  return { done, state };
}

describe("a look", () => {
  test("is over at once where all is shown", async () => {
    const { done, state } = await looked([WHOLE]);
    expect(done).toEqual(["step"]);
    expect(state.lagged).toBe(false);
  });

  test("is over where the latest write is shown, though not all is as it should be", async () => {
    const { done, state } = await looked([CURRENT]);
    expect(done).toEqual(["step"]);
    expect(state.lagged).toBe(false);
  });

  test("goes on then in a run that has seen a late read", async () => {
    const state = newState();
    state.noteLag(1);
    expect((await looked([CURRENT, WHOLE], { state })).done).toEqual(["step", "mark", "step"]);
  });

  test("is repeated behind a marker where something is missing, and the read before it was late", async () => {
    const { done, state } = await looked([SOME, WHOLE]);
    expect(done).toEqual(["step", "mark", "step"]);
    expect(state.lagged).toBe(true);
  });

  test("finds a loss behind a marker, which accuses no read of being late", async () => {
    const { done, state } = await looked([SOME, CURRENT]);
    expect(done).toEqual(["step", "mark", "step"]);
    expect(state.lagged).toBe(false);
  });

  test("finds what never comes in the end, which is a wait in vain, and accuses no read of being late", async () => {
    const state = newState();
    for (let looks = 0; looks < 3; looks += 1) await looked([SOME, SOME, CURRENT], { state });
    expect(state.lagged).toBe(false);
    expect(state.patienceFor(["session"])).toBeLessThan(SETTLE_MS);
  });

  test("that shows a part of what was missed was late, whatever is missing for good", async () => {
    const { state } = await looked([
      SOME,
      {
        ...SOME,
        shown: new Map([
          ["a", true],
          ["b", false],
        ]),
      },
    ]);
    expect(state.lagged).toBe(true);
  });

  test("that shows what was missed was late, though by now it misses something else", async () => {
    const { state } = await looked([
      { ...SOME, shown: new Map([["b", false]]) },
      {
        ...SOME,
        shown: new Map([
          ["a", false],
          ["b", true],
        ]),
      },
    ]);
    expect(state.lagged).toBe(true);
  });

  test("that misses no more what another write has replaced was not late", async () => {
    const { state } = await looked([SOME, { ...SOME, shown: new Map([["b", false]]) }]);
    expect(state.lagged).toBe(false);
  });

  test("after one that could not be read tells nothing of reads that are late", async () => {
    const { state } = await looked([NOTHING, WHOLE]);
    expect(state.lagged).toBe(false);
  });

  test("stands behind a marker from the start where it is to", async () => {
    const { done, state } = await looked([WHOLE], { marker: true });
    expect(done).toEqual(["mark", "step"]);
    expect(state.lagged).toBe(false);
    const late = await looked([SOME, SOME, WHOLE], { marker: true });
    expect(late.done).toEqual(["mark", "step", "poll", "poll"]);
    expect(late.state.lagged).toBe(true);
    expect(late.state.longestLagMs).toBeGreaterThan(5);
  });

  test("sets no marker where it may not, and is patient instead", async () => {
    expect((await looked([SOME, SOME, WHOLE], { marker: false })).done).toEqual(["step", "poll", "poll"]);
  });

  test.each([401, 403, 405, 501])("is over where it is answered %i", async (status) => {
    expect((await looked([NOTHING], { status })).done).toEqual(["step"]);
  });

  test("is over where nothing could be sent", async () => {
    expect((await looked([NOTHING], { status: null })).done).toEqual(["step"]);
  });
});

describe("what never comes", () => {
  test("is read again and again behind a marker, for as long as a read may take", async () => {
    const { done, state } = await looked([SOME]);
    expect(done.slice(0, 3)).toEqual(["step", "mark", "step"]);
    expect(done.length).toBeGreaterThan(4);
    expect(state.patienceFor(["session"])).toBe(SETTLE_MS);
    await looked([NOTHING], { state });
    expect(state.patienceFor(["session"])).toBeLessThan(SETTLE_MS);
  });

  test("is not waited for twice in one case", async () => {
    const state = newState();
    const looking = new Poller(state);
    const first = await looked([SOME], { state, looking });
    const again = await looked([SOME], { state, looking });
    expect(again.done.length).toBeLessThan(first.done.length);
  });

  test("decides nothing by a short look once reads of the run were late", async () => {
    const state = newState();
    const looking = new Poller(state);
    await looked([NOTHING], { state, looking });
    await looked([NOTHING], { state, looking });
    expect(looking.patienceMs).toBeLessThan(SETTLE_MS);
    state.noteLag(5);
    expect(looking.patienceMs).toBe(SETTLE_MS);
  });
});
