import { beforeAll, expect, test } from "vitest";
import { fetchTransport } from "../../../src/http/fetch-transport.ts";
import { listenForTickets } from "../../../src/http/ticketing-sink.ts";
import { faults } from "../../../src/lab/faults/registry.ts";
import { variants } from "../../../src/lab/variants/registry.ts";
import { createVariant } from "../../../src/lab/variants/variant.ts";
import type { RuleResult } from "../../../src/running/run-result.ts";
import { CaseAnalysis } from "../../../src/send-message/analysis/case-analysis.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../../src/send-message/reference-provider/create-reference-provider.ts";
import { rules } from "../../../src/send-message/rules/registry.ts";
import { judge } from "../../helpers/judge.ts";
import { KEYS } from "../../helpers/providers.ts";

type Options = Parameters<typeof createReferenceProvider>[0];

/** A provider that reports to a sink of its own, and what judges it. */
async function judgeWithSink(
  make: (options: Options) => Pick<ReturnType<typeof createReferenceProvider>, "fetch">,
  options: Parameters<typeof judge>[1],
) {
  const sink = await listenForTickets((text) => text);
  try {
    const { fetch } = make({ tokens: tokensOf(KEYS), ticketingUrl: sink.url });
    return await judge({ transport: fetchTransport(fetch), keys: KEYS, ticketing: sink }, options);
  } finally {
    await sink.close();
  }
}

/** What one run on a sound provider says of each rule. */
const sound = new Map<string, RuleResult>();
beforeAll(async () => {
  const { result } = await judgeWithSink(createReferenceProvider, {
    profile: "standard",
    // The sink is told of one message after the other, by all cases at once.
    bounds: { settleMs: 10_000 },
  });
  for (const each of result.rules) sound.set(each.rule.id, each);
});

const duties = rules
  .filter(({ basis }) => basis !== "open")
  .map((rule) => ({ rule, id: rule.id, fault: faults.find((each) => each.rules[0] === rule.id)! }))
  .map((each) => ({ ...each, name: each.fault.name }));

test.concurrent.each(duties)(
  "$id, asked alone, is broken by $name, which names it",
  async ({ rule, id, fault }) => {
    const { result } = await judgeWithSink(
      (options) => createReferenceProvider({ ...options, behaviour: fault.behave() }),
      {
        profile: "standard",
        rules: new RegExp(`^${id}$`),
        maxFailures: 1,
        strict: true,
        // What a sink is told takes a socket of its own, and time on a busy machine.
        bounds: { settleMs: id.startsWith("ticketing/") ? 5_000 : 250 },
      },
    );
    const { outcome, reason, counterexample } = result.rules[0]!;
    expect([outcome, reason]).toEqual(["fail", undefined]);
    const { violation, case: it, reproduced } = counterexample!;
    expect(violation.exchanges.length).toBeGreaterThan(0);
    for (const index of violation.exchanges) expect(it.exchanges[index]).toBeDefined();
    expect(violation.expected).not.toBe("");
    expect(violation.got).not.toBe("");
    expect(reproduced.failed).toBeGreaterThan(0);
    // What the suite shows can be judged again by whoever reads it.
    expect(rule.judge(new CaseAnalysis(it, pageContract)).violations.length).toBeGreaterThan(0);
  },
);

test.each(rules)("$id breaks nothing of a sound provider, and has something to judge", ({ id, basis }) => {
  const { outcome, failures, checked } = sound.get(id)!;
  expect([outcome, failures]).toEqual([basis === "open" ? "observed" : "pass", 0]);
  expect(checked).toBeGreaterThan(0);
});

const points = rules.flatMap((rule) =>
  variants
    .filter(({ open }) => open.includes(rule.id))
    .slice(-1)
    .map((variant) => ({ id: rule.id, rule, variant, name: variant.name })),
);
// Every third stands for its neighbours: the kill matrix runs all variants.
test.concurrent.each(points.filter((_, index) => index % 3 === 0))(
  "$id observes $name, and another thing of the reference provider",
  async ({ id, variant }) => {
    // A cache that lives for a second shows nothing new before.
    const bounds = { settleMs: id === "open/read-lag" ? 2_000 : 100 };
    const options = { profile: "standard", rules: new RegExp(`^${id}$`), bounds } as const;
    const { result } = await judgeWithSink((given) => createVariant(variant, given), options);
    expect(result.rules[0]!.observed).toBeDefined();
    expect(result.rules[0]!.observed).not.toEqual(sound.get(id)!.observed);
  },
);
