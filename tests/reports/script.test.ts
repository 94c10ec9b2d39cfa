import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.ts";
import { httpTransport } from "../../src/http/http-transport.ts";
import { findFault } from "../../src/lab/faults/registry.ts";
import { namedIn } from "../../src/reports/exchange-lines.ts";
import { reportOf } from "../../src/reports/report.ts";
import { reproductionScript } from "../../src/reports/script.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { judge } from "../helpers/judge.ts";
import { KEYS } from "../helpers/providers.ts";

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** The evidence against the fault, and the script that shows it at a provider that still listens. */
async function scripted(name: string) {
  const fault = findFault(name)!;
  const provider = createReferenceProvider({ tokens: tokensOf(KEYS), behaviour: fault.behave() });
  const server = await listen(provider);
  const transport = httpTransport({ baseUrl: new URL(server.url) });
  closing.push(
    () => transport.close(),
    () => server.close(),
  );
  const id = fault.rules[0]!;
  const { result } = await judge(
    { transport, keys: KEYS },
    {
      rules: new RegExp(`^${id}$`),
      profile: "standard",
      maxFailures: 1,
      strict: true,
      bounds: { settleMs: 500 },
    },
  );
  const subject = { kind: "provider", name: "it", url: server.url, embedded: false } as const;
  const suite = { name: "", version: "", contract: "" };
  const it = reportOf(result, { subject, suite, strict: false }).rules[0]!.counterexample!;
  return { it, script: reproductionScript(it, server.url)! };
}

async function runInShell(script: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn("sh", ["-c", [...script, 'echo "TAG=$TAG"'].join("\n")], {
    env: { PATH: process.env.PATH, ...environment },
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { output, errors };
}

describe("the script of a failure, pasted into a shell, shows the same", () => {
  test.each([
    "session-data-replaced",
    "session-data-dropped",
    "contact-data-dropped",
    "session-numbers-without-sign",
    "contact-empty-strings-dropped",
    "session-keys-spaces-replaced",
    "records-swapped",
    "rejected-message-stored",
    "contact-data-cached-when-large",
    "history-never-refreshed",
  ])("%s", async (name) => {
    const { it, script } = await scripted(name);
    const environment = { OPENCX_API_KEY: KEYS.valid, OPENCX_READ_ONLY_KEY: KEYS.readOnly };
    const { output, errors } = await runInShell(script, environment);
    expect(errors).toBe("");
    const tag = /TAG=(\S+)/.exec(output)![1]!;
    // The answer to a creation goes into a variable.
    const recorded = it.shownBy
      .map((index) => it.exchanges[index]!)
      .filter(({ operation }) => operation !== "createSession")
      .map(({ response }) => response);
    const statuses = [...output.matchAll(/ -> (\d+)$/gm)].map(([, status]) => Number(status));
    expect(statuses.sort()).toEqual(recorded.map((response) => response!.status).sort());
    const bodies = recorded.map((response) => response!.body?.data ?? "").join("\n");
    for (const named of namedIn(it.expected, it.got))
      expect([named, output.includes(named.replaceAll(it.tag, tag))]).toEqual([
        named,
        bodies.includes(named),
      ]);
  });

  test("and asks for the key where there is none", async () => {
    const { script } = await scripted("session-data-dropped");
    const { output, errors } = await runInShell(script, {});
    expect(errors).toContain("OPENCX_API_KEY: set it to your key");
    expect(output).toBe("");
  });
});

test("a script that is run again at once, as one of a race is, sends other values", async () => {
  const script = reproductionScript({ tag: "octag", steps: [], exchanges: [], shownBy: [] }, "http://x")!;
  const tags = await Promise.all([1, 2, 3].map(async () => (await runInShell(script, {})).output));
  expect(new Set(tags).size).toBe(3);
});

test("a body of JSON with white space and hidden characters stays the JSON that it is", async () => {
  const data = '{\t"sender":\n"a\u202eb\ud83d\ude00"}';
  const send: Exchange = {
    ...{ step: 0, purpose: "step", credential: "valid", startedMs: 0, endedMs: 1 },
    request: { method: "POST", path: "/", headers: [], body: { encoding: "utf8", data } },
  };
  const [line] = reproductionScript(
    { tag: "octag", steps: [], exchanges: [send], shownBy: [0] },
    "http://127.0.0.1:1",
  )!.slice(-1);
  // What curl would send.
  const { output } = await runInShell([line!.replace("| call", "| cat;: call")], {});
  expect(line).toContain("base64 -d | call");
  expect(output).toContain(data);
});

describe("ids", () => {
  const message = (method: string, path: string, data?: string) => ({
    method,
    path,
    headers: [],
    ...(data === undefined ? {} : { body: { encoding: "utf8" as const, data } }),
  });
  const scriptFor = (id: string) => {
    const times = { step: 0, purpose: "step", credential: "valid", startedMs: 0, endedMs: 1 } as const;
    const answer = { encoding: "utf8" as const, data: JSON.stringify({ id }) };
    const create: Exchange = {
      ...times,
      operation: "createSession",
      request: message("POST", "/chat/sessions", "{}"),
      response: { status: 201, headers: [], body: answer },
    };
    const send: Exchange = {
      ...times,
      operation: "sendMessage",
      request: message("POST", `/chat/sessions/${id}/send`, '{"custom_data":{"s1s":"as1"}}'),
      response: { status: 200, headers: [] },
    };
    return reproductionScript(
      { tag: "octag", steps: [], exchanges: [create, send], shownBy: [1] },
      "http://127.0.0.1:1",
    )!.at(-1);
  };

  test("that are short are replaced where they are the id, and nowhere else", () => {
    expect(scriptFor("s1")).toContain(
      `"$URL"'/chat/sessions/'"$S1"'/send' --data-raw '{"custom_data":{"s1s":"as1"}}'`,
    );
  });

  test("that a shell could take for a command stay text", () => {
    expect(scriptFor("$(reboot)")).toContain(`'/chat/sessions/'"$S1"'/send'`);
    expect(scriptFor("'; reboot; '")).toContain(String.raw`'\''; reboot; '\''`);
  });
});
