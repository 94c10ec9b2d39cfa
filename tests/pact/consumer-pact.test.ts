import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { comparePacts } from "../../src/pact/compare/compare-pacts.ts";
import { verifyPacts } from "../../src/pact/verify-pacts.ts";
import { consumerPact } from "../../src/pact/written/consumer-pact.ts";
import { fixture, judge } from "../consumer-harness/judging.ts";

const bot = [process.execPath, fixture("good/bot.mjs")];
let text = "";

beforeAll(async () => {
  text = consumerPact((await judge(bot)).case, "careful-bot") ?? "";
});

/** The pact in a file that goes with the test. */
function file(): string {
  const folder = mkdtempSync(join(tmpdir(), "pact-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "careful-bot.json");
  writeFileSync(path, text);
  return path;
}

test("a pact has each kind of request once, under a name of its own", () => {
  const { interactions } = JSON.parse(text) as { interactions: { description: string }[] };
  expect(interactions.map(({ description }) => description)).toEqual([
    "a look at a session",
    "a message of a contact with contact, custom_data",
    "a message of an agent with agent, custom_data",
    "a new session with contact, verified",
  ]);
});

test("two runs of one program make the same bytes", async () => {
  expect(consumerPact((await judge(bot)).case, "careful-bot")).toBe(text);
});

test("a pact holds no key and no id of the sandbox", () => {
  expect(text).not.toMatch(/ocx_sandbox|<api-key>/);
  expect(text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)).toSatisfy(
    (ids: string[]) => new Set(ids).size === 1,
  );
});

test("a value that is another one in each run gives way to an example", async () => {
  const code = `fetch(process.env.OPENCX_BASE_URL + "/chat/sessions/known/send", {
    method: "POST",
    headers: { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" },
    body: JSON.stringify({ sender: "contact", message: { type: "text", text: String(Math.random()) }, custom_data: { n: Math.random(), fixed: "a" } }),
  })`;
  const pact = JSON.parse(consumerPact((await judge([process.execPath, "-e", code])).case, "x") ?? "{}");
  expect(pact.interactions[0].request.body.content).toEqual({
    sender: "contact",
    message: { type: "text", text: "text" },
    custom_data: { n: 1, fixed: "a" },
  });
});

test("what was refused is no promise", async () => {
  const run = await judge([process.execPath, fixture("bad/request.mjs"), "nested-session-data"]);
  expect(consumerPact(run.case, "x")).toBeUndefined();
});

test("the pact passes the comparison with the document", async () => {
  const lines: string[] = [];
  const result = await comparePacts({ pacts: [file()] }, { write: (line) => lines.push(line) });
  expect(lines).toEqual(["4 interactions compared: 0 errors, 0 warnings"]);
  expect(result.exitCode).toBe(0);
});

test("the pact passes verification by the embedded provider", async () => {
  const result = await verifyPacts({ pacts: [file()] }, { write: () => undefined });
  expect(result.interactions.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "pass", "pass"]);
});
