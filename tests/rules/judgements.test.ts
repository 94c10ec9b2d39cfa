import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { pageContract } from "../../src/contract/page-contract.ts";
import type { Case } from "../../src/evidence/case.ts";
import { createReferenceProvider } from "../../src/reference-provider/create-reference-provider.ts";
import { faults } from "../../src/reference-provider/faults/registry.ts";
import { tokensOf } from "../../src/reference-provider/tokens-of.ts";
import { variants } from "../../src/reference-provider/variants/registry.ts";
import { createVariant } from "../../src/reference-provider/variants/variant.ts";
import { Look } from "../../src/rules/look.ts";
import { rules } from "../../src/rules/registry.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { fetchTransport } from "../../src/wire/fetch-transport.ts";
import { listenForTickets } from "../../src/wire/ticketing-sink.ts";
import { judge } from "../helpers/judge.ts";
import { type Handler, KEYS, providerWith } from "../helpers/providers.ts";

/** The cases that one rule has carried out on a provider, up to and with the first in which it is broken. */
async function casesUntilBroken(
  rule: Rule,
  make: (options: Parameters<typeof createReferenceProvider>[0]) => { readonly fetch: Handler },
): Promise<readonly Case[]> {
  const sink = await listenForTickets((text) => text);
  onTestFinished(sink.close);
  const { fetch } = make({
    tokens: tokensOf(KEYS),
    ...(rule.needs === "a ticketing sink" ? { ticketingUrl: sink.url } : {}),
  });
  const cases: Case[] = [];
  const stop = new AbortController();
  await judge(
    { transport: fetchTransport(fetch), keys: KEYS, ticketing: sink },
    {
      profile: "standard",
      workers: 1,
      rules: new RegExp(`^${rule.id}$`),
      bounds: { settleMs: rule.needs === "a ticketing sink" ? 5_000 : 100 },
      signal: stop.signal,
      keep: (it) => {
        cases.push(it);
        if (rule.judge(new Look(it, pageContract)).violations.length > 0) stop.abort();
      },
    },
  );
  return cases;
}

const duties = rules.filter(({ basis }) => basis !== "open");
test.each(duties)("what $id says of the case that shows a fault which it names", async (rule) => {
  const fault = faults.find((each) => each.rules[0] === rule.id)!;
  const cases = await casesUntilBroken(rule, (options) =>
    createReferenceProvider({ ...options, behaviour: fault.behave() }),
  );
  const it = cases.at(-1)!;
  // Not by its index: how often a read was repeated until then is a matter of time.
  const named = (index: number) => `${it.exchanges[index]!.purpose} ${it.exchanges[index]!.step}`;
  const { violations } = rule.judge(new Look(it, pageContract));
  const places = violations.map(({ exchanges }) => exchanges.map(named).join(" and "));
  const counted = [...Map.groupBy(places, (place) => place)].map(([place, { length }]) =>
    length === 1 ? place : `${place}, ${length} times`,
  );
  const { expected, got } = violations[0]!;
  const words = [`expected: ${expected}`, `got: ${got}`].map((text) =>
    text.replace(/[0-9a-f]{8}-[-0-9a-f]{27}/g, "ID").replace(/\d+ ms/, "some ms"),
  );
  expect([`${fault.name} in ${it.id}`, ...counted, ...words].join("\n")).toMatchSnapshot();
});

const points = rules.flatMap((rule) =>
  variants
    .filter(({ open }) => open.includes(rule.id))
    .slice(0, 1)
    .map((variant) => ({ id: rule.id, rule, variant, name: variant.name })),
);
test.each(points)("what $id observes of the variant $name", async ({ rule, variant }) => {
  const cases = await casesUntilBroken(rule, (options) => createVariant(variant, options));
  const observed = cases.map((it) => rule.judge(new Look(it, pageContract)).observed);
  const said = new Set(observed.map((each) => JSON.stringify(each) ?? "nothing"));
  expect([...said].sort().join(" or ")).toMatchSnapshot();
});

describe("of a sound provider", () => {
  const looks: Look[] = [];
  beforeAll(async () => {
    const keep = (it: Case) => looks.push(new Look(it, pageContract));
    await judge(providerWith(), { workers: 1, keep });
  });

  test.each(rules)("$id breaks nothing, and checks as much as it ever did", ({ judge }) => {
    const judgements = looks.map((look) => judge(look));
    expect(judgements.flatMap(({ violations }) => violations)).toEqual([]);
    expect(judgements.reduce((sum, { checked }) => sum + checked, 0)).toMatchSnapshot();
  });
});
