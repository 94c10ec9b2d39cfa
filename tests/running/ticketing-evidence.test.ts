import { expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.ts";
import { RunState } from "../../src/running/run-state.ts";
import { withTicketingEvidence } from "../../src/running/ticketing-evidence.ts";
import { Recording, TAG } from "../helpers/recording.ts";

/** What a ticketing system was told. */
const told = (data: string) =>
  ({
    request: { method: "POST", path: "/", headers: [], body: { encoding: "utf8", data } },
  }) as unknown as Exchange;

/** A test that waited so long would never end. */
const FOR_EVER_MS = 3_600_000;

/** The case with what arrived, each after so many milliseconds; and how long that was waited for. */
async function listened(
  arriving: readonly (readonly [afterMs: number, exchange: Exchange])[],
  it = new Recording()
    .session("s1")
    .send("s1", {}, { text: `${TAG} first` })
    .send("s1", {}, { text: `${TAG} last` })
    .send("s1", {}, { text: `${TAG} refused`, status: 400 })
    .case(),
  settleMs = FOR_EVER_MS,
) {
  const state = new RunState({ maxRequests: 9, maxSessions: 9, maxTimeMs: FOR_EVER_MS, settleMs });
  const source = {
    received: () => arriving.filter(([afterMs]) => state.now() >= afterMs).map(([, exchange]) => exchange),
  };
  const { received } = await withTicketingEvidence(it, source, state);
  return { received, ms: state.now() };
}

const last = told(`{"note":"${TAG} last"}`);
const early = told(`{"note":"${TAG.toUpperCase()} first"}`);
const foreign = told('{"note":"octbgz last"}');

test("what was told of the case belongs to it, however its tag is written, and of no other", async () => {
  const { received } = await listened([
    [0, early],
    [0, foreign],
    [0, last],
  ]);
  expect(received).toEqual([early, last]);
});

test("the last message that was accepted is waited for, no longer than a read may take", async () => {
  const late = await listened([
    [0, early],
    [60, last],
  ]);
  expect(late.received).toEqual([early, last]);
  expect(late.ms).toBeGreaterThanOrEqual(59);
  const never = await listened([[0, early]], undefined, 150);
  expect(never.received).toEqual([early]);
  expect(never.ms).toBeGreaterThanOrEqual(149);
});

test("nothing is waited for where nothing was accepted", async () => {
  const { received } = await listened([], new Recording().session("s1").case());
  expect(received).toEqual([]);
});
