import { describe, expect, test } from "vitest";
import type { Case } from "../../src/evidence/case.ts";
import { HOW_TO_GIVE } from "../../src/running/plan.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { Refusal } from "../../src/send-message/reference-provider/refusal.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

describe("a whole run of the profile standard", () => {
  test("passes the reference provider", async () => {
    const judged = await judge(providerWith(), { profile: "standard" });
    expect(idsOf(judged, "fail", "warn", "inconclusive")).toEqual([]);
    expect(judged.result).toMatchObject({ verdict: "conformant", seed: 1, profile: "standard" });
    expect(judged.result.problem).toBeUndefined();
    expect(idsOf(judged, "skipped")).toEqual([
      `ticketing/session-data-not-synced: ${HOW_TO_GIVE["a ticketing sink"]}`,
    ]);
  });

  test("needs few requests, also where every later message is refused", async () => {
    const refusing = providerWith({
      problems: (call) => {
        if (call.operation === "sendMessage" && call.nth >= 10) throw new Refusal(400, "Not today");
        return correctBehaviour.problems(call);
      },
    });
    const judged = await judge(refusing, { profile: "standard" });
    const sent = judged.events.flatMap((event) => (event.type === "judged" ? [event.requests] : []));
    expect(Math.max(...sent)).toBeLessThan(3_700);
    expect(idsOf(judged, "fail")).toContain("request/message-accepted");
  });
});

describe("two runs with one seed", () => {
  /** What each case sent of its own accord, ids aside. */
  const bodies = (cases: readonly Case[]) =>
    new Map(
      cases.map((it) => [
        it.id,
        it.exchanges
          .filter((exchange) => exchange.purpose === "step" && exchange.request.method === "POST")
          .toSorted((a, b) => a.step - b.step)
          .map((exchange) =>
            `${exchange.credential} ${exchange.request.body?.data}`.replace(/"contact_id":"[^"]+"/, ""),
          ),
      ]),
    );

  const run = (options: Parameters<typeof judge>[1]) =>
    judge(providerWith(), { profile: "standard", workers: 1, ...options });
  const whole = run({});

  test("send the same bodies in every case, however many are under way", async () => {
    const other = await run({ workers: 8 });
    const [first, second] = [bodies((await whole).cases), bodies(other.cases)];
    expect([...first.keys()].sort()).toEqual([...second.keys()].sort());
    for (const [id, sent] of first) expect([id, second.get(id)]).toEqual([id, sent]);
  });

  test("differ in nothing but how far they come, where one has a smaller budget", async () => {
    const cut = await run({ bounds: { maxRequests: 300 } });
    const ids = cut.cases.map((it) => it.id);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids).toEqual((await whole).cases.slice(0, ids.length).map((it) => it.id));
    const [all, some] = [bodies((await whole).cases), bodies(cut.cases.slice(0, -1))];
    for (const [id, sent] of some) expect(sent).toEqual(all.get(id));
  });

  test("differ from those with another seed in their random cases alone", async () => {
    const [first, second] = [bodies((await whole).cases), bodies((await run({ seed: 2 })).cases)];
    const different = [...first].filter(
      ([id, sent]) => JSON.stringify(sent) !== JSON.stringify(second.get(id)),
    );
    expect(new Set(different.map(([id]) => id.split("/")[0]))).toEqual(
      new Set(["merge-design", "merge-design-late", "rejection-design", "sequences"]),
    );
  });
});
