import { expect, test } from "vitest";
import { OMISSIONS, type Omission } from "../../src/evidence/omission.ts";
import type { Profile } from "../../src/evidence/profile.ts";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { lostBy } from "../../src/running/lost-rules.ts";
import { runConformance } from "../../src/running/run.ts";
import type { RunResult } from "../../src/running/run-result.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { stepsWithout } from "../../src/send-message/scenarios/steps-without.ts";
import { KEYS, providerWith } from "../helpers/providers.ts";

/** How each shows in a request line with its body. */
const SHOWS: Readonly<Record<Omission, RegExp>> = {
  history: /\/history/,
  contacts: /\/contacts|"contact":[{]|contact_id/,
  "create-session": /POST \/chat\/sessions /,
  "take-over": /"should_take_over_session_from_ai"/,
  agent: /"sender":"agent"|"agent":[{]/,
  attachments: /"attachments":/,
  attacks: /__proto__|\$\{|<b>|\\u0000|DROP TABLE|"\$set"|%2e/,
};

/** A run of a correct provider, and what was sent to it. */
async function runWithout(without: readonly Omission[], profile: Profile) {
  const provider = providerWith();
  const made = await provider(
    new Request("http://provider.localhost/chat/sessions", {
      method: "POST",
      headers: { authorization: `Bearer ${KEYS.valid}`, "content-type": "application/json" },
      body: "{}",
    }),
  );
  const { id: session } = (await made.json()) as { id: string };
  const sent: string[] = [];
  const { send, close } = fetchTransport(provider);
  const transport = {
    send: (request: Parameters<typeof send>[0]) => {
      const body = request.body === undefined ? "" : Buffer.from(request.body).toString("latin1");
      sent.push(`${request.method} ${request.path} ${body}`);
      return send(request);
    },
    close,
  };
  const isGiven = without.includes("create-session");
  const run = runConformance(
    { transport, keys: KEYS, ...(isGiven ? { session } : {}) },
    {
      contract: pageContract,
      rules,
      profile,
      without,
      seed: 7,
      nonce: "without",
      strict: false,
      workers: isGiven ? 1 : 4,
      bounds: { maxRequests: 10_000, maxSessions: 3_000, maxTimeMs: 60_000, settleMs: 300 },
    },
  );
  for (;;) {
    const next = await run.next();
    if (next.done) return { result: next.value as RunResult, sent };
  }
}

test.each<[Profile, readonly Omission[]]>([
  ...OMISSIONS.map((omission): [Profile, Omission[]] => ["quick", [omission]]),
  ["standard", ["history", "contacts", "take-over", "agent", "attachments"]],
  ["standard", ["attacks", "take-over", "agent"]],
])(
  "a %s run without %j sends nothing of it, skips what needs it, and judges the rest",
  async (profile, without) => {
    const { result, sent } = await runWithout(without, profile);
    expect(sent.length).toBeGreaterThan(100);
    for (const omission of without) expect(sent.filter((line) => SHOWS[omission].test(line))).toEqual([]);
    const named = (outcome: string) =>
      result.rules
        .filter((each) => each.outcome === outcome)
        .map(({ rule, reason }) => `${rule.id}: ${reason}`);
    expect([...named("fail"), ...named("warn"), ...named("inconclusive")]).toEqual([]);
    for (const { rule, outcome, reason, checked } of result.rules) {
      const lost = lostBy(rule.id, without);
      if (lost.length === 0)
        expect([rule.id, reason]).not.toEqual([rule.id, expect.stringMatching(/leaves out/)]);
      else if (checked === 0)
        expect([rule.id, outcome, reason]).toEqual([rule.id, "skipped", expect.stringMatching(/leaves out/)]);
    }
    expect(result.verdict).toBe("conformant");
  },
);

test("what is not JSON is left out whole where it may hold what is left out", () => {
  const text = { do: "send", session: "s", body: { text: '{"sender":"agent"' } } as const;
  const plain = { do: "send", session: "s", body: { text: '{"sender":"contact"' } } as const;
  expect(stepsWithout([text, plain], ["agent"])).toEqual([{ do: "wait", ms: 0 }, plain]);
  expect(stepsWithout([text, plain], ["history"])).toEqual([text, plain]);
});

test("every pattern of lost rules names a rule", () => {
  for (const omission of OMISSIONS)
    expect(rules.some(({ id }) => lostBy(id, [omission]).length > 0)).toBe(true);
});
