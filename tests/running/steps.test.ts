import { describe, expect, test } from "vitest";
import type { Script } from "../../src/evidence/case.ts";
import type { Step } from "../../src/evidence/step.ts";
import { withTag } from "../../src/evidence/tag.ts";
import type { JsonObject } from "../../src/json/json.ts";
import { plan } from "../../src/running/plan.ts";
import { simplifications } from "../../src/running/simplifications.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { entriesOf, halvesOf, partOf } from "../../src/send-message/scenarios/entries.ts";

const scripts: Script[] = [
  ...plan(pageContract, {
    profile: "standard",
    seed: 3,
    nonce: "n0",
    rules,
    has: ["Create Session", "a read-only key", "a ticketing sink"],
  }),
];

/** The sessions and contacts that a script makes before it names them. */
function namesOnlyWhatItMakes(steps: readonly Step[]): boolean {
  const made = new Set<string>();
  return steps.every((step) => {
    if (step.do === "create-session" || step.do === "create-contact") {
      const known = step.do === "create-contact" || step.contact === undefined || made.has(step.contact);
      made.add(step.as);
      return known;
    }
    if (step.do === "wait") return true;
    const names = step.do === "together" ? step.sends.map((send) => send.session) : [step.session];
    return names.every((name) => name.startsWith("=") || made.has(name.replace(/^~/, "")));
  });
}

/** A size that every cut makes less; a send by the agent counts for more than one by the contact. */
function sizeOf(steps: readonly Step[]): number {
  return JSON.stringify(steps).replaceAll('"sender":"agent"', '"sender":"the agent"').length;
}

describe("the plan", () => {
  test("makes every script of a standard run from its number, and each sends something that can be told apart", () => {
    expect(scripts.length).toBeGreaterThan(100);
    expect(new Set(scripts.map((script) => script.id)).size).toBe(scripts.length);
    expect(new Set(scripts.map((script) => script.tag)).size).toBe(scripts.length);
    for (const script of scripts)
      expect([script.id, namesOnlyWhatItMakes(script.steps)]).toEqual([script.id, true]);
  });
});

describe("a script under another tag", () => {
  test("is the same but for the tag, of which nothing is left", () => {
    for (const script of scripts) {
      const other = withTag(script, "another");
      expect(JSON.stringify(other.steps)).not.toContain(script.tag);
      expect(withTag(other, script.tag)).toEqual(JSON.parse(JSON.stringify(script)));
    }
  });

  test("keeps the key __proto__", () => {
    const script = scripts.find((each) => each.id === "pollution/0")!;
    expect(JSON.stringify(withTag(script, "another").steps)).toContain('"__proto__":');
  });
});

describe("smaller steps", () => {
  test("are smaller, name only what they make, and leave something to be judged", () => {
    for (const { id, steps } of scripts) {
      let count = 0;
      for (const less of simplifications(steps)) {
        if (count++ > 60) break;
        expect([id, sizeOf(less) < sizeOf(steps)]).toEqual([id, true]);
        expect([id, namesOnlyWhatItMakes(less)]).toEqual([id, true]);
        expect(less.some((step) => step.do !== "create-session" && step.do !== "create-contact")).toBe(true);
      }
    }
  });

  test("come to an end", () => {
    let steps = scripts.find((each) => each.id === "merge/0")!.steps;
    let rounds = 0;
    for (;;) {
      const next = simplifications(steps).next();
      if (next.done) break;
      steps = next.value;
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(0);
    expect(steps.map((step) => step.do).slice(0, -1)).toEqual(["create-session"]);
  });
});

describe("a pack that is sent in parts", () => {
  const pack = scripts.find((script) => script.id === "types/0")!.steps.find((step) => step.do === "send")!;
  const bodyOf = (step: typeof pack) => ("json" in step.body ? (step.body.json as JsonObject) : {});
  const entries = entriesOf(bodyOf(pack));

  test("keeps every entry in one of its halves", () => {
    const halves = halvesOf(entries);
    expect(halves.flat()).toEqual(entries);
    expect(halves.every((half) => half.length > 0)).toBe(true);
  });

  test("changes nothing but the entries, and the text that tells its message from others", () => {
    const part = bodyOf(partOf(pack, entries.slice(0, 3), 1));
    const { custom_data: whole, message, ...rest } = bodyOf(pack);
    expect(entriesOf(part)).toEqual(entries.slice(0, 3));
    expect(part).toEqual({
      ...rest,
      message: { ...(message as JsonObject), text: `${(message as JsonObject).text} part 1` },
      custom_data: part.custom_data,
    });
    expect(Object.keys(whole as JsonObject)).toHaveLength(entries.length);
  });
});
