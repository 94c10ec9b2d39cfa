import { expect, test } from "vitest";
import { conditions } from "../../src/send-message/consumer-rules/conditions.ts";
import { fixture, judge, resultOf, withOutcome } from "./judging.ts";

const names = conditions.map(({ name }) => name).filter((name) => name !== "timeout");

test("a careful bot for Node passes under every condition without a warning, and each feeds its rule", async () => {
  const run = await judge([process.execPath, fixture("good/bot.mjs")], names);
  expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
  expect(run.verdict).toBe("conformant");
  expect(withOutcome(run, "skipped")).toEqual([
    "consumer/key-not-sent-elsewhere",
    "consumer/https-only",
    "consumer/timeouts-survived",
    "consumer/other-hosts",
    "consumer/other-operations",
    "consumer/may-be-refused",
  ]);
  expect(resultOf(run, "consumer/changed-keys-only").observed).toBe("changed keys only");
  expect(resultOf(run, "consumer/key-used").observed).toBe("the one that it was given");
});

test("a careful bot for Python passes under every condition without a warning", async () => {
  const run = await judge(["python3", fixture("good/bot.py")], names);
  expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
  expect(run.verdict).toBe("conformant");
});

test.each([
  ["the same", '"ping"'],
  ["numbered", '"ping " + ping'],
])("what is sent as often when all is well is no repetition: %s", async (_, text) => {
  const code = `for (let ping = 0; ping < 12; ping += 1) await fetch(process.env.OPENCX_BASE_URL + "/chat/sessions/known/send", {
    method: "POST",
    headers: { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" },
    body: JSON.stringify({ sender: "contact", message: { type: "text", text: ${text} } }),
  }).then((response) => { if (!response.ok) process.exitCode = 1; }, () => { process.exitCode = 1; })`;
  const command = [process.execPath, "--input-type=module", "-e", code];
  const run = await judge(command, ["bad-request", "unauthorized", "server-error", "reset"]);
  expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
});

test("a program in Perl meets the sandbox at its URL", async () => {
  const run = await judge(["perl", fixture("good/send.pl")], ["accepted"]);
  expect(run.verdict).toBe("conformant");
  expect(withOutcome(run, "fail", "warn")).toEqual([]);
});

test("a session id that the program is told is one that it was given", async () => {
  const code = `await fetch(process.env.OPENCX_BASE_URL + "/chat/sessions/" + process.env.OPENCX_SESSION_ID + "/send", {
    method: "POST",
    headers: { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" },
    body: JSON.stringify({ sender: "contact", message: { type: "text", text: "ping" } }),
  })`;
  const run = await judge([process.execPath, "--input-type=module", "-e", code]);
  expect(resultOf(run, "consumer/session-id-given").outcome).toBe("pass");
});

test("the evidence names the key and never holds it", async () => {
  const run = await judge([process.execPath, fixture("bad/request.mjs"), "key-in-query"]);
  const text = JSON.stringify(run.case);
  expect(text).toContain("api_key=<api-key>");
  expect(text).not.toContain("ocx_sandbox_");
});
