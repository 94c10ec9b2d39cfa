import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { comparePacts } from "../../src/pact/compare/compare-pacts.ts";
import { consumerPact } from "../../src/pact/written/consumer-pact.ts";
import type { ConditionName } from "../../src/send-message/consumer-rules/conditions.ts";
import { fixture, judge, resultOf, withOutcome } from "./judging.ts";

const node = process.execPath;
const kind = (file: string, ...values: readonly string[]) => [node, fixture(`kinds/${file}`), ...values];
/** A program of a few lines, which has `B` (the URL), `h` (its headers) and `post(path, body)`. */
const inline = (code: string) => [
  node,
  "--input-type=module",
  "-e",
  `const B = process.env.OPENCX_BASE_URL, h = { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" };
   const post = (path, body) => fetch(B + path, { method: "POST", headers: h, body: JSON.stringify(body) });
   const message = { sender: "contact", message: { type: "text", text: "hi" } };
   ${code}`,
];
const ERRORS: readonly ConditionName[] = ["bad-request", "unauthorized", "server-error"];

function isMissing(file: string): boolean {
  try {
    execFileSync("which", [file], { stdio: "ignore" });
    return false;
  } catch {
    return true;
  }
}

describe("no accepted message, no verdict", () => {
  test.for([
    [
      "a wrong path",
      kind("wrong-path.mjs"),
      /^no message was accepted: POST \/api\/v1\/chat\/.* was answered 404: the page has POST \/chat\/sessions\/\{session_id\}\/send, right below the URL of the API$/,
    ],
    [
      "a session id with a slash",
      inline(`await post("/chat/sessions/a/b/send", message);`),
      /^no message was accepted: POST \/chat\/sessions\/a\/b\/send was answered 404: the page has /,
    ],
    [
      "a value that the sandbox does not take",
      inline(`await post("/chat/sessions/a/send", { ...message, message: { text: 42 } });`),
      /^no message was accepted: .* was answered 400: message.text must be a string$/,
    ],
  ] as const)("%s", async ([, command, words]) => {
    const run = await judge(command, ["extra-members"]);
    expect(run.verdict).toBe("inconclusive");
    expect(run.problem).toMatch(words);
  });
});

test("a program that sends in its first run only is not certified by what it did not do in the others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sent-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const code = `const { existsSync, writeFileSync } = await import("node:fs");
    const sent = ${JSON.stringify(join(folder, "sent"))};
    if (!existsSync(sent)) { await post("/chat/sessions/a/send", message); writeFileSync(sent, ""); }`;
  const run = await judge(inline(code), ["unauthorized"], { sessions: ["a"] });
  expect(run.verdict).toBe("inconclusive");
  expect(run.problem).toContain("nothing was sent in 2 of 3 runs: happy, unauthorized\n");
});

describe("large attachments", () => {
  test.for(["5000000", "50000000"])("of %s characters are judged", async (size) => {
    const run = await judge(kind("size.mjs", size));
    expect(resultOf(run, "consumer/attachments").outcome).toBe("pass");
    expect(run.verdict).toBe("conformant");
  });

  test.for([false, true])(
    "too large to be read are no fault of the body; intercepted: %s",
    async (intercept) => {
      const environment = { ...process.env, ...(intercept && { BOT_URL: "https://api.open.cx" }) };
      const run = await judge(kind("size.mjs", "101000000"), [], { intercept, environment });
      expect(withOutcome(run, "fail", "warn")).toEqual([]);
      expect(run.verdict).toBe("inconclusive");
      expect(run.problem).toContain("was answered 413");
    },
  );

  test.for([
    ["QUJD", "pass"],
    ["QUI=", "pass"],
    ["QUI", "pass"],
    ["QQ==", "pass"],
    ["QQ=", "warn"],
    ["Q", "warn"],
    ["QUJD=", "warn"],
    ["data:text/plain;base64,QUJD", "warn"],
  ] as const)("%s as base64: %s", async ([base64, outcome]) => {
    const body = { sender: "contact", message: { text: "a", attachments: [{ name: "a", base64 }] } };
    const run = await judge(inline(`await post("/chat/sessions/a/send", ${JSON.stringify(body)});`));
    expect(resultOf(run, "consumer/attachments").outcome).toBe(outcome);
  });
});

describe("a value that is another one in each run keeps the format of its schema in the pact", () => {
  test.for([
    ["a contact id", kind("contact-id.mjs")],
    [
      "a channel and a sender",
      inline(`const any = (...choices) => choices[process.hrtime()[1] % choices.length];
        const { id } = await (await post("/chat/sessions", { channel: { type: any("api", "web", "sms", "email") } })).json();
        await post("/chat/sessions/" + id + "/send", { ...message, sender: any("agent", "contact"), contact: { email: Math.random() + "@example.com" } });`),
    ],
  ] as const)("%s", async ([, command]) => {
    const text = consumerPact((await judge(command)).case, "x") ?? "";
    const folder = mkdtempSync(join(tmpdir(), "pact-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "x.json"), text);
    const lines: string[] = [];
    const { exitCode } = await comparePacts(
      { pacts: [join(folder, "x.json")] },
      { write: (line) => lines.push(line) },
    );
    expect([exitCode, lines.join("\n")]).toEqual([0, expect.stringContaining("0 errors")]);
  });
});

describe("what the sandbox does is never held against the program", () => {
  test("sibling operations work", async () => {
    const run = await judge(kind("update.mjs"), ERRORS, { strict: true });
    expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
    expect(
      run.case.programs.filter(({ condition }) => condition === "happy").map(({ exit }) => exit),
    ).toEqual([0, 0]);
    expect(resultOf(run, "consumer/other-operations").outcome).toBe("skipped");
  });

  test("sessions and contacts are listed, read, changed and closed", async () => {
    const run = await judge(
      inline(`const ask = async (method, path, body) => {
          const answer = await fetch(B + path, { method, headers: h, body: body && JSON.stringify(body) });
          if (!answer.ok) throw new Error(method + " " + path + " " + answer.status);
          return answer.json();
        };
        const { id: contact } = await ask("POST", "/contacts", { contact: { email: "ada@example.com" } });
        const { id } = await ask("POST", "/chat/sessions", { contact_id: contact });
        await ask("POST", "/chat/sessions/" + id + "/send", message);
        const expected = [
          (await ask("GET", "/chat/sessions?status=open")).items.some((session) => session.id === id),
          (await ask("PATCH", "/contacts/" + contact, { contact: { name: "Ada" } })).name === "Ada",
          (await ask("GET", "/contacts")).items.some(({ email }) => email === "ada@example.com"),
          (await ask("GET", "/contacts/" + contact)).name === "Ada",
          (await ask("PATCH", "/chat/sessions/" + id, { status: "closed_resolved" })).status === "closed_resolved",
          (await ask("GET", "/chat/sessions/" + id)).status === "closed_resolved",
        ];
        process.exit(expected.every(Boolean) ? 0 : 1);`),
      [],
      { strict: true },
    );
    expect(withOutcome(run, "fail", "inconclusive")).toEqual([]);
    expect(resultOf(run, "consumer/ends-well").outcome).toBe("pass");
  });

  test("an operation that the sandbox does not know is no reason for any accusation", async () => {
    const code = `const { id } = await (await post("/chat/sessions", {})).json();
      const sent = await post("/chat/sessions/" + id + "/send", message);
      if (!sent.ok) process.exit(1);
      const tagged = await post("/chat/sessions/" + id + "/tags", { tags: ["a"] });
      if (!tagged.ok) throw new Error("no tags");`;
    const names: readonly ConditionName[] = [...ERRORS, "created", "extra-members", "broken-json"];
    const run = await judge(inline(code), names, { strict: true });
    expect(withOutcome(run, "fail", "inconclusive")).toEqual([]);
    expect(resultOf(run, "consumer/errors-noticed").reason).toContain("the sandbox withheld something");
  });

  test("a message that was on its way when another was turned away is not held against a program that waits", async () => {
    const code = `const send = async (text, afterMs) => {
        await new Promise((go) => setTimeout(go, afterMs));
        const answer = await post("/chat/sessions/known/send", { sender: "contact", message: { type: "text", text } });
        if (answer.ok) return;
        if (answer.status !== 429) process.exit(1);
        await send(text, answer.headers.get("retry-after") * 1000);
      };
      await Promise.all([send("a", 0), send("b", 30), send("c", 60)]);`;
    const run = await judge(inline(code), ["rate-limited"], { sessions: ["known"] });
    expect(resultOf(run, "consumer/rate-limit-waited-for").outcome).toBe("pass");
  });

  test("a message that waited for a free connection is not held against a program that waits", async () => {
    const code = `const { Agent, request } = await import("node:http");
      const agent = new Agent({ keepAlive: true, maxSockets: 2 });
      const once = (text) => new Promise((done, fail) => request(B + "/chat/sessions/known/send",
        { method: "POST", agent, headers: h }, (answer) => { answer.resume(); answer.on("end", () => done(answer)); })
        .on("error", fail).end(JSON.stringify({ sender: "contact", message: { type: "text", text } })));
      const send = async (text) => {
        const { statusCode, headers } = await once(text);
        if (statusCode === 200) return;
        await new Promise((go) => setTimeout(go, headers["retry-after"] * 1000));
        await send(text);
      };
      await Promise.all(["a", "b", "c", "d"].map(send));
      agent.destroy();`;
    const run = await judge(inline(code), ["rate-limited"], { sessions: ["known"] });
    expect(resultOf(run, "consumer/rate-limit-waited-for").outcome).toBe("pass");
  });

  test("Create Session takes the content type of the program, and the send is judged", async () => {
    for (const type of ["application/x-www-form-urlencoded", "text/plain"]) {
      const code = `h["content-type"] = ${JSON.stringify(type)};
        const { id } = await (await fetch(B + "/chat/sessions", { method: "POST", headers: h, body: "channel=api" })).json();
        await post("/chat/sessions/" + id + "/send", message);`;
      const run = await judge(inline(code));
      expect(withOutcome(run, "fail")).toEqual(["consumer/json-content-type"]);
      expect(run.verdict).toBe("not-conformant");
    }
  });

  test("a form to the session of the environment is judged", async () => {
    const run = await judge(kind("form.mjs", "application/x-www-form-urlencoded"), [], { sessions: ["s1"] });
    expect(withOutcome(run, "fail")).toEqual(["consumer/json-content-type", "consumer/json-body"]);
  });
});

describe("what a provider may refuse is told", () => {
  test.for([
    ["null", `{"sender":"contact","message":{"type":"text","text":"a"},"agent":null}`, "null at /agent"],
    [
      "a member of its own",
      `{"sender":"contact","message":{"type":"text","text":"a","html":"a"}}`,
      "a member /message/html",
    ],
    [
      "a name twice",
      `{"sender":"contact","message":{"text":"a"},"custom_data":{"a":1,"a":2}}`,
      "a name twice in one object",
    ],
    [
      "a key with a space",
      `{"sender":"contact","message":{"text":"a"},"custom_data":{"order id":1}}`,
      'the key "order id" in custom_data',
    ],
    [
      "a number without end",
      `{"sender":"contact","message":{"text":"a"},"custom_data":{"a":1e400}}`,
      "a number beyond those of a double",
    ],
    [
      "half a character",
      `{"sender":"contact","message":{"text":"\\ud83d"}}`,
      "half a surrogate pair in a text",
    ],
  ] as const)("%s", async ([, body, words]) => {
    const run = await judge(
      inline(
        `await fetch(B + "/chat/sessions/a/send", { method: "POST", headers: h, body: ${JSON.stringify(body)} });`,
      ),
    );
    expect(withOutcome(run, "fail", "warn")).toEqual([]);
    expect(resultOf(run, "consumer/may-be-refused").observed).toEqual([words]);
  });

  test("a body that is packed", async () => {
    const code = `const { gzipSync } = await import("node:zlib");
      await fetch(B + "/chat/sessions/a/send", { method: "POST", headers: { ...h, "content-encoding": "gzip" }, body: gzipSync(JSON.stringify(message)) });`;
    const run = await judge(inline(code));
    expect(withOutcome(run, "fail", "warn")).toEqual([]);
    expect(resultOf(run, "consumer/may-be-refused").observed).toEqual(["a body with Content-Encoding: gzip"]);
    expect(run.problem).toContain("was answered 415: the body must not be encoded");
  });
});

describe("errors are noticed on either stream", () => {
  test("or by what is asked for then", async () => {
    const code = `const answer = await post("/chat/sessions/a/send", message); await answer.text();
      if (!answer.ok) await fetch(B + "/chat/sessions/a", { method: "PATCH", headers: h, body: '{"assist_mode":true}' });`;
    const run = await judge(inline(code), ERRORS);
    expect(resultOf(run, "consumer/errors-noticed").outcome).toBe("pass");
  });

  test("a log on standard output", async () => {
    const run = await judge(kind("stdout-log.mjs"), ERRORS, { strict: true });
    expect(withOutcome(run, "fail")).toEqual([]);
    expect(resultOf(run, "consumer/errors-noticed").outcome).toBe("pass");
  });

  test("the same lines with another time and id are the same", async () => {
    const code = `const answer = await post("/chat/sessions/a/send", message); await answer.text();
      console.log(JSON.stringify({ level: 30, time: Date.now(), id: crypto.randomUUID(), msg: "sent" }));`;
    const run = await judge(inline(code), ["unauthorized"]);
    expect(withOutcome(run, "warn")).toEqual(["consumer/errors-noticed"]);
  });
});

describe("a placeholder as key is told as such", () => {
  test("a variable that is not set", async () => {
    const run = await judge(kind("undefined-key.mjs"));
    expect(resultOf(run, "consumer/bearer-token")).toMatchObject({
      outcome: "fail",
      reason: expect.stringContaining('the placeholder "undefined" in the place of the token'),
    });
  });

  test.for([
    "null",
    "None",
    "[object Object]",
    "${OPENCX_API_KEY}",
    "<token>",
    "YOUR_API_KEY",
    "your-token-here",
    "",
  ])("%j", async (key) => {
    const code = `h.authorization = "Bearer " + ${JSON.stringify(key)}; await post("/chat/sessions/a/send", message);`;
    expect(withOutcome(await judge(inline(code)), "fail")).toEqual(["consumer/bearer-token"]);
  });

  test.for(["sk_live_12345678", "nullable-key-1", "a-key-of-its-own"])(
    "%s is a key of its own",
    async (key) => {
      const code = `h.authorization = "Bearer ${key}"; await post("/chat/sessions/a/send", message);`;
      const run = await judge(inline(code));
      expect(withOutcome(run, "fail")).toEqual([]);
      expect(JSON.stringify(run.case)).not.toContain(key);
    },
  );
});

describe("a crash is what the runtime calls one", () => {
  test.for([
    ["Node", kind("named.mjs")],
    ["Python", ["python3", fixture("kinds/last-word.py")]],
    ["Ruby", ["ruby", fixture("kinds/outage.rb")]],
    ["PHP", ["php", fixture("kinds/outage.php")]],
    ["Perl", ["perl", fixture("kinds/outage.pl")]],
    ["Go", ["go", "run", fixture("good/send.go")]],
  ] as const)("%s: an error of a class of its own", async ([, command], { skip }) => {
    skip(isMissing(command[0]!), `there is no ${command[0]}`);
    const run = await judge(command, ["reset"], { intercept: true });
    expect(withOutcome(run, "warn")).toEqual(["consumer/resets-survived"]);
    expect(resultOf(run, "consumer/resets-survived").reason).toMatch(
      /nothing caught: .*(Outage|no answer|panic: )/,
    );
  });

  test.for([
    [3, []],
    [2, ["consumer/resets-survived"]],
  ] as const)("an error that nothing catches after %i tries", async ([times, broken]) => {
    const code = `for (let left = ${times}; ; ) {
        try { await post("/chat/sessions/a/send", message); break; } catch (error) { if ((left -= 1) === 0) throw error; }
        await new Promise((next) => setTimeout(next, 100));
      }`;
    expect(withOutcome(await judge(inline(code), ["reset"]), "warn")).toEqual(broken);
  });

  test("an error that quotes the answer is none that looked at its status", async () => {
    const code = `const text = await (await post("/chat/sessions/a/send", message)).text();
      if (!text.startsWith("{")) throw new Error("no JSON: " + text);`;
    const run = await judge(inline(code), ["bad-gateway"]);
    expect(withOutcome(run, "warn")).toEqual(["consumer/server-errors-survived"]);
  });

  test("what a Perl program says before it ends is none", async ({ skip }) => {
    skip(isMissing("perl"), "there is no Perl");
    const run = await judge(["perl", fixture("kinds/outage.pl"), "in its own words"], ["reset"], {
      intercept: true,
    });
    expect(withOutcome(run, "warn")).toEqual([]);
    expect(run.case.programs.at(-1)?.exit).not.toBe(0);
  });

  test("an error that was caught and logged with its stack is none", async () => {
    const run = await judge(["python3", fixture("kinds/logged.py")], ["reset"], { intercept: true });
    expect(withOutcome(run, "warn")).toEqual([]);
  });

  test("what a helper dies of that only reads answers is none", async () => {
    const code = `import { spawnSync } from "node:child_process";
      const text = await (await post("/chat/sessions/a/send", message)).text();
      const read = spawnSync("python3", ["-c", "import json, sys; json.loads(sys.argv[1])", text]);
      if (read.status !== 0) { console.error("a bad answer"); process.exit(1); }`;
    const run = await judge(inline(code), ["broken-json"], { intercept: true });
    expect(withOutcome(run, "warn")).toEqual([]);
  });

  test("an error that a handler of the program takes is none", async () => {
    const code = `process.on("uncaughtException", (error) => { console.error(error.message); process.exit(1); });
      await post("/chat/sessions/a/send", message);`;
    const run = await judge(inline(code), ["reset"], { intercept: true });
    expect(withOutcome(run, "warn")).toEqual([]);
  });
});
