import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/evidence/case.ts";
import type { SendStep, Step } from "../../../src/evidence/step.ts";
import type { Exchange } from "../../../src/http/exchange.ts";
import { factsOf } from "../../../src/send-message/analysis/facts.ts";
import { isOrdinaryKey } from "../../../src/send-message/analysis/ordinary.ts";
import { sendOutcomesOf } from "../../../src/send-message/analysis/send-outcomes.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { OWN_KEYS } from "../../../src/send-message/corpus/own-keys.ts";
import { KEY_KINDS } from "../../../src/send-message/scenarios/design/key-kinds.ts";
import { entriesOf } from "../../../src/send-message/scenarios/entries.ts";
import { scenarios } from "../../../src/send-message/scenarios/registry.ts";

const TAG = "octagz";
const seeds = [1, 99];

/** Every case of a standard run, the random ones for two seeds. */
const cases = scenarios.flatMap((scenario) =>
  seeds.flatMap((seed) =>
    Array.from({ length: scenario.cases.standard }, (_, number) => ({
      id: `${scenario.id}/${number} of seed ${seed}`,
      scenario: scenario.id,
      seed: { seed, number, tag: TAG },
      steps: scenario.steps({ seed, number, tag: TAG }, pageContract),
    })),
  ),
);

function sendsOf(steps: readonly Step[]): SendStep[] {
  return steps.flatMap((step) => (step.do === "together" ? step.sends : step.do === "send" ? [step] : []));
}

/** What the contract expects of each send, as if each had been sent. */
function expectations(steps: readonly Step[]) {
  const sends = sendsOf(steps);
  const exchanges = sends.map(
    (send, index): Exchange => ({
      step: index,
      purpose: "step",
      operation: "sendMessage",
      credential: send.credential ?? "valid",
      request: {
        method: "POST",
        path: `/chat/sessions/${index}/send`,
        headers: [["content-type", send.contentType ?? "application/json"]],
        body:
          "base64" in send.body
            ? { encoding: "base64", data: send.body.base64 }
            : {
                encoding: "utf8",
                data: "text" in send.body ? send.body.text : JSON.stringify(send.body.json),
              },
      },
      startedMs: index,
      endedMs: index,
    }),
  );
  const it: Case = {
    ...{ id: "x/0", scenario: "x", tag: TAG, steps: sends, exchanges },
    ...{ received: [], programs: [], patienceMs: 0 },
  };
  return sendOutcomesOf(it, factsOf(it), pageContract).map((ask) => ask.expectation);
}

describe("a scenario", () => {
  test("is known by one id, and says what it does", () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
    for (const { id, title } of scenarios) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).toMatch(/[^.]$/);
    }
  });

  test("does no less in a larger profile", () => {
    for (const { id, cases: count } of scenarios) {
      expect([id, count.quick <= count.standard, count.standard <= count.thorough]).toEqual([id, true, true]);
      expect([id, count.standard > 0]).toEqual([id, true]);
    }
  });

  test("makes the same steps whenever it is asked, and plain data that survives being written down", () => {
    for (const { id, scenario, seed, steps } of cases) {
      const again = scenarios.find((other) => other.id === scenario)!.steps(seed, pageContract);
      expect([id, JSON.stringify(again)]).toEqual([id, JSON.stringify(steps)]);
      expect([id, JSON.stringify(JSON.parse(JSON.stringify(steps)))]).toEqual([id, JSON.stringify(steps)]);
    }
  });

  test("names contacts of example.com alone, channels of type api alone, and no phone but those for fiction", () => {
    const everything = JSON.stringify(cases.map(({ steps }) => steps));
    const hosts = [...everything.matchAll(/"email":"[^"@]+@([^"]+)"/g)].map(([, host]) => host);
    expect(new Set(hosts)).toEqual(new Set(["example.com", "mail.example.com"]));
    const channels = [...everything.matchAll(/"channel":\{"type":"([^"]+)"/g)].map(([, type]) => type);
    expect(new Set(channels)).toEqual(new Set(["api"]));
    expect(everything).not.toMatch(/"phone_number":"(?!\+1555010)\+?\d{5}/);
  });
});

describe("the names of keys", () => {
  const written = cases.flatMap(({ scenario, steps }) => {
    const sends = sendsOf(steps);
    const expected = expectations(steps);
    return sends.flatMap(({ body }, index) =>
      "json" in body && expected[index]!.answer === "accept"
        ? entriesOf(body.json).map(([, key]) => [scenario, key] as const)
        : [],
    );
  });

  test("come from a fixed list", () => {
    const listed = new Set([...OWN_KEYS, ...KEY_KINDS.flatMap(({ members }) => members.flat())]);
    const unlisted = written.filter(
      ([scenario, key]) => isOrdinaryKey(key) && !listed.has(key) && scenario !== "many-keys",
    );
    expect(unlisted).toEqual([]);
    const sent = new Set(written.map(([, key]) => key));
    expect(OWN_KEYS.filter((key) => !sent.has(key))).toEqual([]);
  });

  test("hold no tag", () => {
    expect(written.filter(([, key]) => key.includes(TAG))).toEqual([]);
  });
});

describe("the sends of a scenario", () => {
  /** Scenarios that ask what the page leaves open, go near it on purpose, or send attachments and ids of agents. */
  const asksOpenPoints =
    /^(open-|lengths|shapes|ticketing|together-in-company|sequences|pollution|merge-design|many-keys|every-key|every-value|types|robustness|list-like|long-conversation\/1)/;

  test("have a text of their own, so that each message can be found", () => {
    for (const { id, scenario, steps } of cases) {
      if (["open-requests", "same-text", "rejection-repeated"].includes(scenario)) continue;
      const texts = sendsOf(steps).flatMap(({ body }) =>
        "json" in body
          ? [/"text":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(body.json))?.[1] ?? []].flat()
          : [],
      );
      const own = texts.filter((text) => text.includes(TAG));
      expect([id, new Set(own).size]).toEqual([id, own.length]);
    }
  });

  test("are either right or wrong in one way, but where open points are asked", () => {
    for (const { id, steps } of cases) {
      if (asksOpenPoints.test(id)) continue;
      const open = expectations(steps).filter(({ answer }) => answer === "open");
      expect([id, open.length]).toEqual([id, 0]);
    }
  });

  test("that are to be refused are refused for what the scenario is about", () => {
    const reasons = new Map<string, Set<string>>();
    for (const { scenario, steps } of cases) {
      for (const expected of expectations(steps)) {
        if (expected.answer !== "refuse") continue;
        const reason = expected.because === "body" ? expected.defect.kind : expected.because;
        reasons.set(scenario, (reasons.get(scenario) ?? new Set()).add(reason));
      }
    }
    expect(
      Object.fromEntries([...reasons].map(([scenario, of]) => [scenario, [...of].sort().join()])),
    ).toEqual({
      "merge-design": "value",
      "merge-design-late": "value",
      "rejection-design": "value",
      "race-design": "value",
      "rejection-in-context": "value",
      "data-not-values": "value",
      "long-conversation": "value",
      "every-key": "value",
      "every-value": "value",
      "open-contacts": "value",
      "rejection-repeated": "value",
      later: "credential,value",
      "together-in-company": "value",
      pollution: "value",
      sequences: "value",
      "wrong-keys": "credential",
      "read-only-key": "scope",
      "ticketing-later": "value",
      shapes: "shape,value",
      robustness: "not-json,session,shape",
    });
  });
});
