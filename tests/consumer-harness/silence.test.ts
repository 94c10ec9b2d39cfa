import { expect, test } from "vitest";
import { judge, resultOf } from "./judging.ts";

const command = (code: string) => [process.execPath, "--input-type=module", "-e", code];

test("a program that makes no request is run twice, and what is known is told", async () => {
  const code = `console.error("connecting to " + process.env.OPENCX_API_KEY); console.error("ENOTFOUND example"); process.exit(7);`;
  const run = await judge(command(code), ["reset", "created"], { intercept: true });
  expect(run.case.programs).toHaveLength(2);
  expect(run.verdict).toBe("inconclusive");
  expect(run.problem).toContain("no send was seen in 2 runs: the program made no request at all");
  expect(run.problem).toContain("in its last run it ended with exit code 7\n");
  expect(run.problem).toContain("connecting to <api-key> | ENOTFOUND example");
  expect(run.problem).toContain("it may go past the proxy");
});

test("a program that makes no request and does not end is told so", async () => {
  const run = await judge(command("setInterval(() => {}, 1000)"), [], { timeoutMs: 500 });
  expect(run.problem).toContain("in its last run it went on running\n");
});

test.each([
  [
    "a body that ends too soon",
    "Host: a\r\nContent-Length: 5\r\n\r\n{}",
    "/send: the connection ended after 2 of 5 bytes of its body",
  ],
  ["no host", "Content-Length: 2\r\n\r\n{}", "/send: HTTP/1.1 needs a Host header"],
  ["lines that end otherwise", "Host: a\nContent-Length: 2\n\n{}", "Parse Error"],
])("a program that writes what is no HTTP is told so: %s", async (_, rest, words) => {
  const code = `import { connect } from "node:net";
    const { hostname, port } = new URL(process.env.OPENCX_BASE_URL);
    const socket = connect(port, hostname, () => socket.end("POST /chat/sessions/known/send HTTP/1.1\\r\\n" + ${JSON.stringify(rest)}));
    socket.resume();`;
  const run = await judge(command(code), [], { intercept: true });
  expect(run.verdict).toBe("inconclusive");
  expect(run.problem).toContain("the program made no request that is valid HTTP");
  expect(run.problem).toContain(words);
  expect(run.problem).not.toContain("proxy");
  expect(resultOf(run, "consumer/other-operations").outcome).toBe("skipped");
});

test("a program of which another request was refused is told that one", async () => {
  const code = `await fetch(process.env.OPENCX_BASE_URL + "/contacts", { method: "POST", headers: { authorization: "Bearer x" }, body: "[" });
    await fetch(process.env.OPENCX_BASE_URL + "/chat/sessions", { method: "POST", body: "{}" });`;
  const run = await judge(command(code), ["reset"]);
  expect(run.case.programs).toHaveLength(2);
  expect(run.problem).toContain("the program made other requests only");
  expect(run.problem).toContain("the last request that was refused: POST /chat/sessions: 401 ");
  expect(run.problem).not.toContain("proxy");
});
