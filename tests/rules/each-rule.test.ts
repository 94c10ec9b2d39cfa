import { describe, expect, onTestFinished, test } from "vitest";
import { createReferenceProvider } from "../../src/reference-provider/create-reference-provider.ts";
import type { Fault } from "../../src/reference-provider/faults/fault.ts";
import { faults } from "../../src/reference-provider/faults/registry.ts";
import { tokensOf } from "../../src/reference-provider/tokens-of.ts";
import { rules } from "../../src/rules/registry.ts";
import { fetchTransport } from "../../src/wire/fetch-transport.ts";
import { listenForTickets } from "../../src/wire/ticketing-sink.ts";
import { judge } from "../helpers/judge.ts";
import { KEYS } from "../helpers/providers.ts";

/** What one rule says of the reference provider, sound or with a fault, when it is asked alone. */
async function asked(id: string, fault?: Fault) {
  const sink = await listenForTickets((text) => text);
  onTestFinished(sink.close);
  const provider = createReferenceProvider({
    tokens: tokensOf(KEYS),
    ticketingUrl: sink.url,
    ...(fault === undefined ? {} : { behaviour: fault.behave() }),
  });
  const { result } = await judge(
    { transport: fetchTransport(provider.fetch), keys: KEYS, ticketing: sink },
    // What a sink is told takes a socket of its own, and time on a busy machine.
    {
      profile: "standard",
      rules: new RegExp(`^${id}$`),
      bounds: { settleMs: id.startsWith("ticketing/") ? 5_000 : 250 },
    },
  );
  return result.rules[0]!;
}

const judged = rules.filter(({ basis }) => basis !== "open");
const named = judged.map((rule) => {
  const fault = faults.find((each) => each.rules[0] === rule.id)!;
  return { ...rule, fault, name: fault.name };
});

describe("a rule that is asked alone", () => {
  test.concurrent.each(named)("$id fails by $name, which names it", async ({ id, basis, fault }) => {
    const { outcome, counterexample } = await asked(id, fault);
    expect(outcome).toBe(basis === "stated" ? "fail" : "warn");
    expect(counterexample!.violation.exchanges.length).toBeGreaterThan(0);
    expect(counterexample!.reproduced.failed).toBeGreaterThan(0);
  });

  test.concurrent.each(judged)("$id passes on the reference provider", async ({ id }) => {
    const { outcome, checked } = await asked(id);
    expect(outcome).toBe("pass");
    expect(checked).toBeGreaterThan(0);
  });
});
