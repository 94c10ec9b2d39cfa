import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ResolvedSchema } from "../../../src/openapi/schema.ts";
import { sourceOfRule } from "../../../src/reports/explain-rule.ts";
import { consumerRules } from "../../../src/send-message/consumer-rules/registry.ts";
import { isAbout, isQuote, page } from "../../../src/send-message/contract/page.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { rules } from "../../../src/send-message/rules/registry.ts";
import { uncoveredSentences } from "../../../src/send-message/rules/uncovered-sentences.ts";
import { scenarios } from "../../../src/send-message/scenarios/registry.ts";

const root = new URL("../../../", import.meta.url);
const all = [...rules, ...consumerRules];

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
      "add the lines of new rules to tests/send-message/rules/pinned-ids.txt; no other line may change",
    ).toEqual(pinned);
  });

  test("holds every rule in the file that explain and the docs name", async () => {
    for (const { id } of all) {
      const exported = Object.values(await import(new URL(sourceOfRule(id), root).href)).flat();
      expect(exported).toContainEqual(expect.objectContaining({ id }));
    }
  });

  test("feeds every rule from scenarios that are run, and runs no scenario that feeds none", () => {
    expect(new Set(rules.flatMap((rule) => rule.sends))).toEqual(new Set(scenarios));
    expect(rules.filter((rule) => rule.sends.length === 0)).toEqual([]);
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
