import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ResolvedSchema } from "../../src/contract/contract.ts";
import { isAbout, isQuote, page } from "../../src/contract/page.ts";
import { pageContract } from "../../src/contract/page-contract.ts";
import { consumerRules } from "../../src/rules/consumer/registry.ts";
import { rules } from "../../src/rules/registry.ts";
import { uncoveredSentences } from "../../src/rules/uncovered-sentences.ts";
import { scenariosFor } from "../../src/scenarios/registry.ts";

const folder = new URL("../../src/rules/", import.meta.url);
const all = [...rules, ...consumerRules];
const scenarios = scenariosFor(pageContract).map((scenario) => scenario.id);

describe("the registry", () => {
  test("holds every id once", () => {
    expect(new Set(all.map((rule) => rule.id)).size).toBe(all.length);
  });

  test("holds exactly the ids that are pinned, each with its basis", () => {
    const pinned = readFileSync(new URL("pinned-ids.txt", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const held = all.map((rule) => `${rule.id} ${rule.basis}`).sort();
    expect(
      held,
      "add the lines of new rules to tests/rules/pinned-ids.txt; no other line may change",
    ).toEqual(pinned);
  });

  test("holds every rule in the file of its area", () => {
    const areas = new Map(
      globSync("*.ts", { cwd: folder }).map((file) => [file, readFileSync(new URL(file, folder), "utf8")]),
    );
    for (const { id } of rules) {
      const [area] = id.split("/");
      const file = area === "session-data" || area === "contact-data" ? "custom-data.ts" : `${area}.ts`;
      expect(areas.get(file), id).toContain("defineRule(");
    }
  });

  test("feeds every rule from scenarios that exist, and has no scenario that feeds none", () => {
    expect([...new Set(rules.flatMap((rule) => rule.scenarios))].sort()).toEqual(scenarios.toSorted());
    expect(rules.filter((rule) => rule.scenarios.length === 0)).toEqual([]);
  });
});

describe("a duty that only some documents set", () => {
  type Sender = Omit<ResolvedSchema, "x-place">;
  const setBy = (id: string, sender: Sender, required: string[] = []) =>
    rules.find((rule) => rule.id === id)!.setBy!({
      ...pageContract,
      requestSchema: () => ({ properties: { sender }, required }) as unknown as ResolvedSchema,
    });

  test.each<[id: string, sender: Sender, required?: string[]]>([
    ["request/required", {}, ["sender"]],
    ["request/types", { type: "string" }],
    ["request/enums", { enum: ["contact", "agent"] }],
    ["request/formats", { format: "email" }],
  ])("is %s by a document that sets it, whatever else it sets, and by no other", (id, sender, required) => {
    expect(rules.find((rule) => rule.id === id)!.setBy!(pageContract)).toBe(true);
    expect(setBy(id, sender, required)).toBe(true);
    expect(setBy(id, {})).toBe(false);
    const other: Sender = id === "request/formats" ? { type: "string" as const } : { format: "email" };
    expect(setBy(id, other)).toBe(false);
  });
});

describe("the page", () => {
  test("holds every quote word for word", () => {
    expect(all.filter(({ quote }) => quote !== undefined && !isQuote(quote))).toEqual([]);
  });

  test("is the source of every stated rule; any other rule names where it comes from", () => {
    expect(
      all.filter((rule) => rule.basis === "stated" && rule.quote === undefined).map((rule) => rule.id),
    ).toEqual([]);
    expect(
      all.filter((rule) => rule.quote === undefined && rule.source === undefined).map((rule) => rule.id),
    ).toEqual([]);
  });

  test("has no sentence that is neither quoted by a rule nor listed with a reason, and none that is both", () => {
    const isQuoted = (sentence: string) =>
      all.some(({ quote }) => quote !== undefined && isAbout(quote, sentence));
    expect(page.sentences.filter((sentence) => !isQuoted(sentence))).toEqual(
      uncoveredSentences.map(([sentence]) => sentence),
    );
  });
});
