import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ConditionName } from "../../src/send-message/consumer-rules/conditions.ts";
import { fixture, judge, resultOf, withOutcome } from "./judging.ts";

const node = process.execPath;
const request = (mistake: string) => [node, fixture("bad/request.mjs"), mistake];
const reading = (way: string) => [node, fixture("bad/reading.mjs"), way];

/** Each mistake of one request, and the rules that it breaks: all of them, and no other. */
const mistakes: readonly (readonly [mistake: string, ...broken: readonly string[]])[] = [
  ["no-key", "bearer-token"],
  ["bare-key", "bearer-token"],
  ["basic-key", "bearer-token"],
  ["key-in-query", "bearer-token", "key-not-in-url"],
  ["key-in-data", "key-not-in-body"],
  ["key-logged", "key-not-logged"],
  ["byte-order-mark", "json-body"],
  ["put", "method"],
  ["text-plain", "json-content-type"],
  ["no-sender", "sender"],
  ["sender-user", "sender"],
  ["message-text", "message"],
  ["flag-text", "member-types"],
  ["agent-id-text", "inner-member-types"],
  ["contact-data-text", "contact-data-object"],
  ["email-name", "email"],
  ["nested-session-data", "no-nested-session-data"],
  ["nested-in-a-list", "session-data-values"],
  ["nested-contact-data", "no-nested-contact-data"],
  ["list-in-session-data", "session-data-values"],
  ["null-in-session-data", "session-data-values"],
  ["number-in-contact-data", "contact-data-values"],
  ["data-url", "attachments"],
  ["attachment-of-nothing", "attachments"],
  ["made-up-session", "session-id-given"],
  ["undefined-session", "session-id-given"],
];

describe("one mistake in a request is found, and nothing else", () => {
  test.for(mistakes)("%s", async ([mistake, ...broken]) => {
    const run = await judge(request(mistake));
    expect(withOutcome(run, "fail", "warn").toSorted()).toEqual(broken.map((name) => `consumer/${name}`));
    const stated = run.rules.some(({ outcome }) => outcome === "fail");
    const accepted = run.case.received.some(({ response }) => response?.status === 200);
    expect(run.verdict).toBe(stated ? "not-conformant" : accepted ? "conformant" : "inconclusive");
  });

  test("session ids are to be encoded, and a path that is no operation shows it", async () => {
    const run = await judge(request("session-in-two-parts"));
    expect(withOutcome(run, "fail", "warn")).toEqual(["consumer/session-id-encoded"]);
    expect(resultOf(run, "consumer/other-operations").observed).toEqual(["POST /chat/sessions/team/42/send"]);
  });
});

/** How a program copes, and the rules that it breaks: all of them, and no other. */
const copings: readonly {
  readonly what: string;
  readonly command: readonly string[];
  readonly under: readonly ConditionName[];
  readonly breaks: readonly string[];
}[] = [
  {
    what: "repeats what was refused",
    command: tries(2, 0),
    under: ["bad-request"],
    breaks: ["rejected-not-repeated"],
  },
  {
    what: "hammers at 401",
    command: tries(5, 10),
    under: ["unauthorized"],
    breaks: ["unauthorized-not-hammered"],
  },
  {
    what: "hammers with another number in each text",
    command: tries(5, 10, "number"),
    under: ["unauthorized"],
    breaks: ["unauthorized-not-hammered"],
  },
  ...["number", "time", "id", "session"].map((way) => ({
    what: `floods with another ${way} in each try`,
    command: tries(50, 0, way),
    under: ["reset"] as const,
    breaks: ["resets-survived"],
  })),
  { what: "hammers at 403", command: tries(5, 10), under: ["forbidden"], breaks: ["forbidden-not-hammered"] },
  {
    what: "does not wait after 429",
    command: tries(3, 300),
    under: ["rate-limited"],
    breaks: ["rate-limit-waited-for"],
  },
  {
    what: "does not wait after 503",
    command: tries(3, 300),
    under: ["unavailable"],
    breaks: ["unavailability-waited-for"],
  },
  {
    what: "floods after 500",
    command: tries(50, 0),
    under: ["server-error"],
    breaks: ["server-errors-survived"],
  },
  {
    what: "reads every answer as JSON",
    command: reading("trusting"),
    under: ["bad-gateway"],
    breaks: ["server-errors-survived"],
  },
  { what: "floods after resets", command: tries(50, 0), under: ["reset"], breaks: ["resets-survived"] },
  {
    what: "floods after broken JSON",
    command: tries(50, 0),
    under: ["broken-json"],
    breaks: ["broken-json-survived"],
  },
  { what: "dies of resets", command: reading("trusting"), under: ["reset"], breaks: ["resets-survived"] },
  {
    what: "dies of broken JSON",
    command: reading("trusting"),
    under: ["broken-json"],
    breaks: ["broken-json-survived"],
  },
  { what: "dies of timeouts", command: reading("timed"), under: ["timeout"], breaks: ["timeouts-survived"] },
  {
    what: "takes errors for success",
    command: reading("deaf"),
    under: ["server-error"],
    breaks: ["errors-noticed"],
  },
  {
    what: "wants no more members",
    command: reading("known-members-only"),
    under: ["extra-members"],
    breaks: ["tolerates-unknown-members"],
  },
  {
    what: "wants 200",
    command: reading("200-only"),
    under: ["created", "accepted"],
    breaks: ["tolerates-success-codes"],
  },
  {
    what: "wants one order of members",
    command: reading("first-member"),
    under: ["key-order"],
    breaks: ["tolerates-key-order"],
  },
  {
    what: "wants one order of members before it sends",
    command: reading("first-session-member"),
    under: ["key-order"],
    breaks: ["tolerates-key-order"],
  },
  {
    what: "wants a contact",
    command: reading("contact-first"),
    under: ["sparse-records"],
    breaks: ["tolerates-sparse-records"],
  },
  {
    what: "wants answers soon",
    command: reading("impatient"),
    under: ["slow"],
    breaks: ["tolerates-slow-answers"],
  },
  {
    what: "wants to read at once",
    command: reading("reads-at-once"),
    under: ["lagging-reads"],
    breaks: ["tolerates-lagging-reads"],
  },
  { what: "fails where all is well", command: reading("pessimist"), under: [], breaks: ["ends-well"] },
];

function tries(times: number, pauseMs: number, way = "same"): string[] {
  return [node, fixture("bad/tries.mjs"), String(times), String(pauseMs), way];
}

test("what a program did is told for each condition", async () => {
  const run = await judge(tries(2, 0), ["bad-request"]);
  expect(resultOf(run, "consumer/rejected-not-repeated").conditions).toEqual([
    { name: "happy", outcome: "skipped" },
    { name: "bad-request", outcome: "warn" },
  ]);
  expect(resultOf(run, "consumer/sender").conditions).toEqual([
    { name: "happy", outcome: "pass" },
    { name: "bad-request", outcome: "pass" },
  ]);
});

describe("one way of coping badly is found, and nothing else", () => {
  test.for(copings)("$what", async ({ command, under, breaks }) => {
    const run = await judge(command, under);
    expect(withOutcome(run, "fail", "warn")).toEqual(breaks.map((name) => `consumer/${name}`));
    expect(run.verdict).toBe("conformant");
  });

  test("--strict makes a warning a failure", async () => {
    const run = await judge(reading("pessimist"), [], { strict: true });
    expect(withOutcome(run, "fail")).toEqual(["consumer/ends-well"]);
    expect(run.verdict).toBe("not-conformant");
  });
});

describe("programs of other languages", () => {
  test("a form by curl is neither JSON nor says so", async () => {
    const run = await judge(["sh", fixture("bad/form.sh")]);
    expect(withOutcome(run, "fail")).toEqual(["consumer/json-content-type", "consumer/json-body"]);
  });

  test("a dictionary of Python is no JSON", async () => {
    const run = await judge(["python3", fixture("bad/repr.py")]);
    expect(withOutcome(run, "fail")).toEqual(["consumer/json-body"]);
    expect(resultOf(run, "consumer/json-body").violations[0]?.got).toContain("{'sender': 'contact'");
  });
});

test("what happens in one of two equal runs only decides nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "moody-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = await judge([node, fixture("bad/moody.mjs"), join(folder, "mood")]);
  expect(resultOf(run, "consumer/no-nested-session-data")).toMatchObject({
    outcome: "inconclusive",
    reason: expect.stringContaining('1 of 2 equal runs under "happy"'),
  });
  expect(run.verdict).toBe("inconclusive");
});

test("a program that sends nothing is never conformant", async () => {
  const run = await judge([node, "-e", "0"], ["unauthorized"]);
  expect(run.case.programs).toHaveLength(2);
  expect(run.verdict).toBe("inconclusive");
  expect(run.problem).toContain("no send was seen");
  expect(resultOf(run, "consumer/unauthorized-not-hammered")).toMatchObject({
    outcome: "skipped",
    reason: expect.stringContaining("unauthorized"),
  });
});

test("a long line without a digit costs no time", { timeout: 10_000 }, async () => {
  const run = await judge([node, "-e", "process.stdout.write('x'.repeat(60_000))"]);
  expect(run.case.programs.map(({ exit }) => exit)).toEqual([0, 0]);
});

test("a program that stays is ended at the time limit, with all that it started", async () => {
  const run = await judge([node, fixture("bad/stays.mjs")], [], { timeoutMs: 1500 });
  expect(run.case.programs.map(({ stopped }) => stopped)).toEqual(["time limit", "time limit"]);
  expect(resultOf(run, "consumer/ends-well").outcome).toBe("pass");
});

test("a program that goes on after its requests is ended when it is idle, which is no fault of it", async () => {
  const code = `const send = () => fetch(process.env.OPENCX_BASE_URL + "/chat/sessions/known/send", {
      method: "POST",
      headers: { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" },
      body: JSON.stringify({ sender: "contact", message: { type: "text", text: "ping" } }),
    }).then(() => undefined, () => undefined);
    await send();
    setInterval(() => undefined, 1000);`;
  const run = await judge([node, "--input-type=module", "-e", code], ["slow"], { idleMs: 700 });
  expect(run.case.programs.map(({ stopped }) => stopped)).toEqual(["idle", "idle", "idle"]);
  // The answer that took three seconds was waited for.
  expect(run.case.received.at(-1)?.response?.status).toBe(200);
  expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
});

test("of a program that goes on, messages with another number in each are a flood by their pace alone", async () => {
  const code = (
    tries: number,
    pauseMs: number,
  ) => `const send = (n) => fetch(process.env.OPENCX_BASE_URL + "/chat/sessions/known/send", {
      method: "POST",
      headers: { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" },
      body: JSON.stringify({ sender: "contact", message: { type: "text", text: "ping " + n } }),
    }).then(({ ok }) => ok, () => false);
    for (let n = 0; n < ${tries} && !(await send(n)); n += 1) await new Promise((next) => setTimeout(next, ${pauseMs}));
    setInterval(() => undefined, 1000);`;
  const broken = async (tries: number, pauseMs: number) =>
    withOutcome(
      await judge([node, "--input-type=module", "-e", code(tries, pauseMs)], ["reset"], { idleMs: 1500 }),
      "fail",
      "warn",
    );
  expect(await broken(50, 0)).toEqual(["consumer/resets-survived"]);
  expect(await broken(12, 250)).toEqual([]);
});

test("a program that was given a session, and sends to another one, is warned of", async () => {
  const code = (
    session: string,
  ) => `const h = { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" };
    const post = (path, body) => fetch(process.env.OPENCX_BASE_URL + path, { method: "POST", headers: h, body: JSON.stringify(body) });
    const { id } = await (await post("/chat/sessions", {})).json();
    await post("/chat/sessions/" + ${session} + "/send", { sender: "contact", message: { type: "text", text: "ping" } });`;
  const sendTo = (session: string) => judge([node, "--input-type=module", "-e", code(session)]);
  expect(withOutcome(await sendTo('"support"'), "fail", "warn")).toEqual(["consumer/created-session-used"]);
  expect(withOutcome(await sendTo("id"), "fail", "warn")).toEqual([]);
  expect(withOutcome(await sendTo("process.env.OPENCX_SESSION_ID"), "fail", "warn")).toEqual([]);
});

test("a program that cannot be started is a mistake of the user", async () => {
  await expect(judge(["./no-such-program"])).rejects.toMatchObject({ name: "UsageError" });
  await expect(judge(["node bot.js"])).rejects.toMatchObject({
    hint: "write its words apart, as in -- node bot.js",
  });
  await expect(judge(["./README.md"])).rejects.toMatchObject({
    message: '"./README.md" could not be started: permission denied',
    hint: expect.stringContaining("-- ruby bot.rb"),
  });
});
