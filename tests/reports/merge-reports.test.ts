import { expect, test } from "vitest";
import { findFault } from "../../src/lab/faults/registry.ts";
import { mergeReports } from "../../src/reports/merge-reports.ts";
import { readRunReport } from "../../src/reports/read-report.ts";
import { type Report, reportOf } from "../../src/reports/report.ts";
import { waive } from "../../src/reports/waive.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { judge } from "../helpers/judge.ts";
import { KEYS, providerWith } from "../helpers/providers.ts";

type Provider = Parameters<typeof judge>[0];

async function run(provider: Provider, shard?: { index: number; count: number }): Promise<Report> {
  const { result } = await judge(provider, {
    ...(shard === undefined ? {} : { shard }),
    bounds: { settleMs: 500 },
  });
  return reportOf(result, {
    subject: { kind: "provider", name: "acme", url: "http://127.0.0.1:1", embedded: false },
    suite: { name: "opencx-conformance", version: "0.1.0", contract: "c" },
    strict: false,
  });
}

const shardsOf = (provider: () => Provider, count: number) =>
  Promise.all(Array.from({ length: count }, (_, at) => run(provider(), { index: at + 1, count })));
const named = (reports: readonly Report[]) => reports.map((report, at) => [`${at}.json`, report] as const);
const outcomes = ({ rules }: Report) => rules.map(({ id, outcome }) => `${id} ${outcome}`);

const FAULTS = ["session-data-replaced", "rejected-message-stored"];
const providers: [string, () => Provider, shards: readonly number[]][] = [
  ["the reference provider", () => providerWith(), [1, 2, 5]],
  ...FAULTS.map((name): [string, () => Provider, readonly number[]] => [
    name,
    () => createReferenceProvider({ tokens: tokensOf(KEYS), behaviour: findFault(name).behave() }).fetch,
    [3],
  ]),
];

test.each(providers)("the shards of %s come to what one run comes to", async (_, provider, counts) => {
  const whole = await run(provider());
  for (const count of counts) {
    const merged = mergeReports(named(await shardsOf(provider, count)));
    expect(outcomes(merged)).toEqual(outcomes(whole));
    expect(merged.verdict).toBe(whole.verdict);
    expect(merged.stats.cases).toBe(whole.stats.cases);
    expect(merged.coverage!.map(({ pairs }) => pairs.exercised)).toEqual(
      whole.coverage!.map(({ pairs }) => pairs.exercised),
    );
    expect(readRunReport(JSON.stringify(merged), "merged.json").verdict).toBe(whole.verdict);
  }
});

test("merging is associative, in any order, and says what is missing meanwhile", async () => {
  const [one, two, three] = (await shardsOf(providers[1]![1], 3)) as [Report, Report, Report];
  const merge = (...reports: Report[]) => mergeReports(named(reports));
  const all = merge(one, two, three);
  expect(merge(three, merge(two, one))).toEqual(all);
  expect(merge(merge(one, three), two)).toEqual(all);
  expect(all.problem).toBeUndefined();
  expect(merge(one, three).problem).toBe("not all shards are here: 2 of 3 is missing; merge them, too");
});

test("what was waived in each shard fails nothing in all of them together", async () => {
  const shards = await shardsOf(providers[1]![1], 2);
  const failed = shards.flatMap(({ rules }) => rules.filter(({ outcome }) => outcome === "fail"));
  const waivers = [...new Set(failed.map(({ id }) => id))].map((id, at) => ({
    id,
    reason: "known",
    until: "2030-12-31",
    line: at + 1,
  }));
  const waived = shards.map((shard) => waive(shard, waivers, "2026-01-01").report);
  expect(mergeReports(named(shards)).verdict).toBe("not-conformant");
  expect(mergeReports(named(waived)).verdict).toBe("conformant");
});

test("a sound provider is inconclusive for as long as a shard is missing", async () => {
  const [one, two] = (await shardsOf(providers[0]![1], 2)) as [Report, Report];
  expect(mergeReports(named([one])).verdict).toBe("inconclusive");
  expect(mergeReports(named([one, two])).verdict).toBe("conformant");
});

test("what does not belong together is refused", async () => {
  const [one, two] = (await shardsOf(providers[0]![1], 2)) as [Report, Report];
  const merge =
    (...reports: Report[]) =>
    () =>
      mergeReports(named(reports));
  expect(merge(one, { ...two, seed: 2 })).toThrow("different seeds: 1, 2");
  expect(merge(one, { ...two, suite: { ...two.suite, contract: "other" } })).toThrow("different documents");
  expect(merge(one, { ...two, suite: { ...two.suite, version: "9" } })).toThrow("different versions");
  expect(merge(one, { ...two, without: ["history"] })).toThrow(
    "different values of --without: none, history",
  );
  expect(merge(one, one)).toThrow("shard 1 is given twice");
  const { shards: _, ...whole } = two;
  expect(merge(one, whole)).toThrow("1.json is the report of a whole run");
});
