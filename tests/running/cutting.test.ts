import { describe, expect, test } from "vitest";
import type { SendStep, Step } from "../../src/evidence/step.ts";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import type { ExecutionContext } from "../../src/running/execution-context.ts";
import { runCase } from "../../src/running/run-case.ts";
import { RunState } from "../../src/running/run-state.ts";
import { shrink } from "../../src/running/shrink.ts";
import type { CaseAnalysis } from "../../src/send-message/analysis/case-analysis.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import type { Rule } from "../../src/send-message/rules/rule.ts";
import { KEYS, providerWith } from "../helpers/providers.ts";

const violation = { exchanges: [0], expected: "this", got: "that" };

/** A rule that a case breaks where this is true of it; it is asked in turn, from 0. */
function ruleBrokenBy(isBroken: (it: CaseAnalysis, turn: number) => boolean) {
  let turn = 0;
  const patience: (number | null)[] = [];
  const rule: Rule = {
    ...{ id: "area/name", basis: "stated", title: "it holds", sends: [] },
    judge: (it) => {
      patience.push(it.case.patienceMs);
      return { checked: 1, violations: isBroken(it, turn++) ? [violation] : [] };
    },
  };
  return { rule, patience, turns: () => turn };
}

const open = (as: string): Step => ({ do: "create-session", as, body: {} });
const send = (session: string, text: string): SendStep => ({
  ...{ do: "send", session },
  body: { json: { sender: "contact", message: { type: "text", text: `octagz: ${text}` } } },
});
const steps: readonly Step[] = [open("a"), send("a", "one"), send("a", "two"), open("b"), send("b", "three")];

const UNTRIED = { failed: 0, runs: 0 };

/** A case of these steps, as it went at a sound provider, and the stage that it went on. */
async function failing(own: readonly Step[] = steps, settleMs = 1_000) {
  const state = new RunState({ maxRequests: 2_000, maxSessions: 500, maxTimeMs: 60_000, settleMs });
  const stage: ExecutionContext = {
    transport: fetchTransport(providerWith()),
    keys: KEYS,
    contract: pageContract,
    state,
  };
  const it = await runCase({ id: "x/0", scenario: "x", tag: "octagz", steps: own }, stage);
  let tags = 0;
  return {
    it,
    stage,
    state,
    found: { case: it, violation, reproduced: UNTRIED },
    newTag: () => `ocnew${tags++}z`,
  };
}

const says = (it: CaseAnalysis, text: string) => JSON.stringify(it.case.steps).includes(text);

describe("a failure is cut down", () => {
  test("to the steps that still show it, run again from fresh sessions under a tag of its own", async () => {
    const { found, stage, newTag } = await failing();
    const { rule, patience } = ruleBrokenBy((it) => says(it, "two"));
    const cut = await shrink(rule, found, stage, newTag, 10_000);
    expect(cut.case.steps).toEqual(
      [open("a"), send("a", "two")].map((step) =>
        JSON.parse(JSON.stringify(step).replaceAll("octagz", cut.case.tag)),
      ),
    );
    expect(cut.case.tag).toMatch(/^ocnew\d+z$/);
    expect(cut.case.exchanges.length).toBe(2);
    expect(cut).toMatchObject({ violation, reproduced: { failed: 2, runs: 2 } });
    // No read of the run was late: little patience tells lost from late.
    expect(new Set(patience).size).toBe(1);
    expect(patience[0]).toBeLessThan(1_000);
  });

  test("with all patience from the start where reads of the run were late", async () => {
    const { found, stage, state, newTag } = await failing();
    state.noteLag(400);
    const { rule, patience } = ruleBrokenBy((it) => says(it, "two"));
    await shrink(rule, found, stage, newTag, 10_000);
    expect(new Set(patience)).toEqual(new Set([1_000]));
  });

  test("and stays as it was found where nothing of it fails again", async () => {
    const { found, stage, newTag } = await failing();
    const { rule } = ruleBrokenBy(() => false);
    const cut = await shrink(rule, found, stage, newTag, 10_000);
    expect(cut).toEqual({ ...found, reproduced: { failed: 0, runs: 5 } });
    const sometimes = ruleBrokenBy((_it, turn) => turn === 0);
    const once = await shrink(sometimes.rule, found, stage, newTag, 10_000);
    expect(once).toEqual({ ...found, reproduced: { failed: 0, runs: 5 } });
  });

  test("and is run again as slowly as it was found before it counts for nothing", async () => {
    const { found, stage, newTag } = await failing([open("a"), send("a", "one"), send("a", "two")]);
    const [first, second, third] = found.case.exchanges;
    const late = { ...third!, startedMs: first!.startedMs + 120, endedMs: first!.startedMs + 125 };
    const slow = { ...found, case: { ...found.case, exchanges: [first!, second!, late] } };
    const { rule } = ruleBrokenBy(
      ({ case: { exchanges } }) => exchanges.at(-1)!.startedMs - exchanges[0]!.startedMs >= 100,
    );
    const cut = await shrink(rule, slow, stage, newTag, 10_000);
    expect(cut.reproduced).toEqual({ failed: 1, runs: 3 });
  });

  test("and is shown as it last failed, with how often it did", async () => {
    const { found, stage, newTag } = await failing([open("a"), send("a", "two")]);
    const { rule } = ruleBrokenBy((_it, turn) => turn === 1);
    const cut = await shrink(rule, found, stage, newTag, 10_000);
    expect(cut.reproduced).toEqual({ failed: 1, runs: 2 });
    expect(cut.case.tag).not.toBe("octagz");
  });

  test("for as long as there is time: one confirmation is made all the same", async () => {
    const { found, stage, newTag } = await failing();
    const { rule, turns } = ruleBrokenBy((it) => says(it, "two"));
    const cut = await shrink(rule, found, stage, newTag, -1);
    expect(cut.reproduced).toEqual({ failed: 1, runs: 1 });
    expect(cut.case.steps).toHaveLength(steps.length);
    expect(turns()).toBe(1);
  });

  test("in so many tries at the most", async () => {
    const many = Array.from({ length: 130 }, (): Step => ({ do: "wait", ms: 0 }));
    const { found, stage, newTag } = await failing([open("a"), ...many, send("a", "two")]);
    const { rule, turns } = ruleBrokenBy((it) => it.case.steps.length > 131);
    await shrink(rule, found, stage, newTag, 60_000);
    expect(turns()).toBe(122);
  });

  test("by nothing where the run is over", async () => {
    const { found, stage, state, newTag } = await failing();
    state.stop("the run was interrupted");
    const { rule, turns } = ruleBrokenBy(() => true);
    const cut = await shrink(rule, found, stage, newTag, 10_000);
    expect([turns(), cut.reproduced]).toEqual([0, UNTRIED]);
  });

  test.for([
    [0, UNTRIED],
    [3, { failed: 0, runs: 3 }],
  ] as const)(
    "and a try that the end of the run cut off says nothing: after %i whole ones",
    async ([whole, reproduced]) => {
      const { found, stage, state, newTag } = await failing();
      const { rule } = ruleBrokenBy((_it, turn) => {
        if (turn === whole) state.stop("the run was interrupted");
        return false;
      });
      const cut = await shrink(rule, found, stage, newTag, -1);
      expect(cut.reproduced).toEqual(reproduced);
    },
  );

  test("by nothing where it took longer to see, with all patience, than there is time", async () => {
    const { found, stage, state, newTag } = await failing([
      open("a"),
      { do: "wait", ms: 40 },
      send("a", "two"),
    ]);
    const short = ruleBrokenBy(() => true);
    expect((await shrink(short.rule, found, stage, newTag, 20)).reproduced.runs).toBeGreaterThan(0);
    state.noteLag(400);
    const long = ruleBrokenBy(() => true);
    expect(await shrink(long.rule, found, stage, newTag, 20)).toEqual(found);
    expect(long.turns()).toBe(0);
    const empty = { ...found, case: { ...found.case, exchanges: [] } };
    expect((await shrink(ruleBrokenBy(() => true).rule, empty, stage, newTag, 500)).reproduced.runs).toBe(2);
  });
});
