import { describe, expect, test } from "vitest";
import { listenForTickets } from "../../src/http/ticketing-sink.ts";
import { effects } from "../../src/lab/faults/effects.ts";
import type { Fault } from "../../src/lab/faults/fault.ts";
import { effectTriggerPairs, faults, findFault } from "../../src/lab/faults/registry.ts";
import { triggers } from "../../src/lab/faults/triggers.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { UsageError } from "../../src/usage-error.ts";
import { tour } from "../send-message/reference-provider/tour.ts";

const bases = new Map(rules.map(({ id, basis }) => [id, basis]));

describe("the faults", () => {
  test("are two hundred at least, each under a name of its own", () => {
    expect(faults.length).toBeGreaterThanOrEqual(200);
    for (const named of [faults, effects, triggers]) {
      const names = named.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z0-9]+(--?[a-z0-9]+)*$/);
    }
  });

  test("name rules that exist", () => {
    for (const { name, rules } of [
      ...faults,
      ...effectTriggerPairs.map(([e, t]) => findFault(`${e.name}--${t.name}`)),
    ]) {
      for (const id of rules) expect(bases.has(id), `${name} names ${id}`).toBe(true);
    }
  });

  test("break every stated and implied rule, each by one that names it first", () => {
    const broken = new Set(faults.map(({ rules }) => rules[0]));
    const spared = rules.filter(({ id, basis }) => basis !== "open" && !broken.has(id));
    expect(spared.map(({ id }) => id)).toEqual([]);
  });

  test("are found by name, published or not, and suggested where the name is unknown", () => {
    expect(findFault("session-data-replaced--from-message-7")).toMatchObject({
      name: "session-data-replaced--from-message-7",
      trigger: "from-message-7",
      rules: ["session-data/unsent-keys-stay"],
    });
    expect(findFault("session-data-dropped--dotted-keys")).toMatchObject({
      rules: ["session-data/unusual-come-back"],
    });
    for (const name of [
      "session-data-replace",
      "session-data-replaced--at-noon",
      "history-of-agents--dotted-keys",
      "",
    ]) {
      expect(() => findFault(name)).toThrow(UsageError);
    }
    expect(hintFor("session-data-replace")).toContain("session-data-replaced");
    expect(hintFor("session-data-replaced--at-noon")).toContain("from-message-2");
  });
});

function hintFor(name: string): string {
  try {
    findFault(name);
  } catch (error) {
    if (error instanceof UsageError) return error.hint;
  }
  return "";
}

/** Faults that no scenario shows to whoever only compares answers, each with its reason. */
const UNSEEN: Readonly<Record<string, string>> = {
  "history-never-refreshed": "no scenario reads the history of a session again after another message",
};

describe("every fault changes an answer:", async () => {
  const right: string[] = [];
  for await (const said of tour({})) right.push(said);

  test("a tour of the correct provider is the same every time", async () => {
    expect(await firstDifference({})).toBeUndefined();
  });

  // Some: the kill matrix runs them all.
  test.each(
    faults.filter((fault, index) => index % 24 === 0 && !isOfTicketing(fault) && !(fault.name in UNSEEN)),
  )("$name", async (fault) => {
    const waits = fault.name.includes("-later");
    expect(await firstDifference({ behaviour: fault.behave() }, waits)).toBeDefined();
  });

  async function firstDifference(
    options: Parameters<typeof tour>[0],
    waits = false,
  ): Promise<number | undefined> {
    let index = 0;
    for await (const said of tour(options, { waits })) {
      if (said !== right[index]) return index;
      index += 1;
    }
    return undefined;
  }
});

describe("every fault of ticketing tells more than the message:", () => {
  const collected = async (behaviour = correctBehaviour) => {
    const sink = await listenForTickets((text) => text);
    for await (const _ of tour({ behaviour, ticketingUrl: sink.url }, { only: "ticketing" }));
    await sink.close();
    return new Set(
      sink.received().flatMap(({ request }) => Object.keys(JSON.parse(request.body?.data ?? "{}"))),
    );
  };

  test.each(faults.filter(isOfTicketing))("$name", async (fault) => {
    const [right, wrong] = [await collected(), await collected(fault.behave())];
    expect(right.size).toBeGreaterThan(0);
    expect(wrong.size).toBeGreaterThan(right.size);
  });
});

function isOfTicketing({ name }: Fault): boolean {
  return name.startsWith("ticket-");
}
