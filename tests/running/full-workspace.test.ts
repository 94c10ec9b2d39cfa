import { expect, test } from "vitest";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { Refusal } from "../../src/send-message/reference-provider/refusal.ts";
import { judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

/** A provider that refuses a send by the names of its keys; those of accepted ones are known. */
function refusing(isRefused: (names: readonly string[], known: ReadonlySet<string>) => boolean) {
  const known = new Set<string>();
  return providerWith({
    async problems(call) {
      const problems = await correctBehaviour.problems(call);
      if (call.operation !== "sendMessage" || problems.length > 0) return problems;
      const names = Object.keys({
        ...correctBehaviour.sentSessionData(call),
        ...correctBehaviour.sentContactData(call),
      });
      if (isRefused(names, known)) throw new Refusal(422, "too many names");
      for (const name of names) known.add(name);
      return problems;
    },
  });
}

/** A workspace of twenty names. */
const isFull = (names: readonly string[], known: ReadonlySet<string>) =>
  known.size >= 20 && names.some((name) => !known.has(name));

const outcomeOf = async (provider: ReturnType<typeof refusing>) => {
  const { result } = await judge(provider, { rules: /^session-data\/strings-accepted$/ });
  return result.rules[0]!;
};

test("a workspace that takes no more names leaves it open whether a key was refused for itself", async () => {
  const { outcome, reason } = await outcomeOf(refusing(isFull));
  expect([outcome, reason]).toEqual([
    "inconclusive",
    expect.stringMatching(/^the provider refuses every key name that is new to it, and accepts known ones: /),
  ]);
});

test("an ordinary key that is refused while other new ones are accepted is a failure", async () => {
  const { outcome } = await outcomeOf(refusing((names) => names.includes("order_id")));
  expect(outcome).toBe("fail");
});

test("so are all keys that are refused, known or not", async () => {
  const { outcome } = await outcomeOf(refusing((names) => names.length > 0));
  expect(outcome).toBe("fail");
});

test("the control holds nothing that the run leaves out", async () => {
  const bodies: string[] = [];
  const provider = refusing((names) => names.includes("order_id"));
  const { result } = await judge(
    async (request) => {
      bodies.push(await request.clone().text());
      return provider(request);
    },
    { rules: /^session-data\/strings-accepted$/, without: ["contacts"] },
  );
  expect(result.rules[0]!.outcome).toBe("fail");
  expect(bodies.filter((body) => body.includes("a new name")).length).toBeGreaterThan(0);
  expect(bodies.filter((body) => body.includes('"contact":{'))).toEqual([]);
});

test("nor is it failed where the run has no request left to look with", async () => {
  const { result } = await judge(refusing(isFull), {
    rules: /^session-data\/strings-accepted$/,
    bounds: { maxRequests: 300 },
  });
  expect(result.problem).toBe("the limit of 300 requests was reached");
  expect(result.rules[0]!.outcome).toBe("inconclusive");
});

test("a rule that nothing could show names the full workspace, and no larger profile", async () => {
  const takesOne = (names: readonly string[], known: ReadonlySet<string>) =>
    known.size >= 1 && names.some((name) => !known.has(name));
  const { result } = await judge(refusing(takesOne), {
    profile: "standard",
    rules: /^(independence\/both-accepted|concurrency\/session-keys-kept)$/,
    bounds: { settleMs: 200 },
  });
  expect(result.rules.map(({ outcome }) => outcome)).toEqual(["inconclusive", "inconclusive"]);
  for (const { reason } of result.rules) expect(reason).toMatch(/^the provider refuses every key name/);
});
