import { describe, expect, it } from "vitest";
import { entryRows, raceRows, rejectionRows, requestRows } from "../../../../generated/design-rows.ts";
import type { SendStep, Step } from "../../../../src/evidence/step.ts";
import { isObject, type Json } from "../../../../src/json/json.ts";
import { pageContract } from "../../../../src/send-message/contract/page-contract.ts";
import { drawFor } from "../../../../src/send-message/scenarios/design/draw.ts";
import { type Design, decodeRows } from "../../../../src/send-message/scenarios/design/factor.ts";
import { mergeDesign } from "../../../../src/send-message/scenarios/design/merge-design.ts";
import { entryFactors, requestFactors } from "../../../../src/send-message/scenarios/design/merge-factors.ts";
import { raceDesign } from "../../../../src/send-message/scenarios/design/race-design.ts";
import { raceFactors } from "../../../../src/send-message/scenarios/design/race-factors.ts";
import { rejectionDesign } from "../../../../src/send-message/scenarios/design/rejection-design.ts";
import { rejectionFactors } from "../../../../src/send-message/scenarios/design/rejection-factors.ts";
import { VALUE_KINDS } from "../../../../src/send-message/scenarios/design/value-kinds.ts";
import type { Scenario, Seed } from "../../../../src/send-message/scenarios/scenario.ts";

const DESIGNS: readonly (readonly [Design, readonly string[]])[] = [
  [requestFactors, requestRows],
  [entryFactors, entryRows],
  [rejectionFactors, rejectionRows],
  [raceFactors, raceRows],
];
const SEEDS = [1, 77, 4_000_000_000];

function casesOf(scenario: Scenario, seed: number): Seed[] {
  return Array.from({ length: scenario.cases.standard }, (_, number) => ({
    seed,
    number,
    tag: `oc0badcafey1x${number}z`,
  }));
}

function sendsOf(steps: readonly Step[]): SendStep[] {
  return steps.flatMap((step) =>
    step.do === "send" ? [step] : step.do === "together" ? [...step.sends] : [],
  );
}

const bodiesOf = (steps: readonly Step[]): Json[] => [
  ...steps.flatMap((step) => (step.do === "create-session" ? [step.body] : [])),
  ...sendsOf(steps).map(({ body }) => ("json" in body ? body.json : "")),
];

describe("conversations of the covering designs", () => {
  it.each(SEEDS)("exercise every committed row, with seed %i", (seed) => {
    const rows = [mergeDesign, rejectionDesign, raceDesign].flatMap((scenario) =>
      casesOf(scenario, seed).flatMap((each) => scenario.rows!(each)),
    );
    for (const [design, committed] of DESIGNS) {
      const exercised = new Set(
        rows.filter((each) => each.design === design.id).map(({ row }) => JSON.stringify(row)),
      );
      for (const row of decodeRows(design, committed)) expect(exercised).toContain(JSON.stringify(row));
    }
    const entries = rows.filter(({ design }) => design === "merge, entries");
    expect(entries.filter(({ keys }) => keys.length === 0)).toEqual([]);
  });

  it.each([mergeDesign, raceDesign])("$id writes fewer than 20 keys to a record", (scenario) => {
    for (const each of casesOf(scenario, 1)) {
      const keys = { session: new Set<string>(), contact: new Set<string>() };
      for (const body of bodiesOf(scenario.steps(each, pageContract))) {
        // What is refused is not stored.
        if (!isObject(body) || JSON.stringify(body).includes("opencx_nested")) continue;
        for (const key of Object.keys(body.custom_data ?? {})) keys.session.add(key);
        if (isObject(body.contact))
          for (const key of Object.keys(body.contact.custom_data ?? {})) keys.contact.add(key);
      }
      expect(keys.session.size).toBeLessThan(20);
      expect(keys.contact.size).toBeLessThan(20);
    }
  });

  it("never say the same text twice in a case", () => {
    for (const scenario of [mergeDesign, rejectionDesign, raceDesign])
      for (const each of casesOf(scenario, 1)) {
        const texts = sendsOf(scenario.steps(each, pageContract)).map(({ body }) =>
          JSON.stringify("json" in body && isObject(body.json) ? body.json.message : body),
        );
        expect(new Set(texts).size).toBe(texts.length);
      }
  });

  it("hold no run of digits that could be a card's number", () => {
    for (const seed of SEEDS)
      for (const scenario of [mergeDesign, rejectionDesign, raceDesign])
        for (const each of casesOf(scenario, seed))
          for (const body of bodiesOf(scenario.steps(each, pageContract)))
            for (const run of JSON.stringify(body).match(/\d(?:[ -]?\d){12,18}/g) ?? [])
              expect(passesLuhn(run), run).toBe(false);
  });
});

it.each(VALUE_KINDS)("a value near to $name is another value", ({ make, near }) => {
  const draw = drawFor({ seed: 5, number: 0, tag: "oc0badcafey1x0z" });
  for (let round = 0; round < 50; round += 1) {
    const value = make(draw.maker(round));
    expect(near(value)).not.toEqual(value);
  }
});

function passesLuhn(run: string): boolean {
  const digits = [...run.replace(/\D/g, "")].reverse().map(Number);
  const sum = digits.reduce((all, digit, index) => {
    const doubled = index % 2 === 1 ? 2 * digit : digit;
    return all + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}
