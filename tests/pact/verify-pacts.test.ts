import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { httpTransport } from "../../src/http/http-transport.ts";
import type { JsonObject } from "../../src/json/json.ts";
import { verifyPacts } from "../../src/pact/verify-pacts.ts";
import type { Behaviour } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour as correct } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { Refusal } from "../../src/send-message/reference-provider/refusal.ts";
import type { CustomData } from "../../src/send-message/reference-provider/store.ts";
import { KEYS, lines, verifyAgainst, withProvider } from "./live-provider.ts";
import { HELLO, pactJson, read, send, type Written, withPact } from "./pact-builder.ts";

const OURS = [
  "contracts/pacts/opencx-client-opencx.json",
  "contracts/pacts/opencx-client-limited-opencx.json",
];

/** Verifies interactions of version 4 against a provider with these changes. */
function verified(
  written: readonly Written[],
  changed: Parameters<typeof verifyAgainst>[0] = {},
  options: Partial<Parameters<typeof verifyAgainst>[1]> = {},
  version: 2 | 3 | 4 = 4,
) {
  return withPact(pactJson(version, written), (file) =>
    verifyAgainst(changed, { pacts: [file], ...options }),
  );
}

const outcomes = ({ interactions }: { interactions: readonly { outcome: string }[] }) =>
  interactions.map(({ outcome }) => outcome);

describe("our own pacts", () => {
  it("verify against the embedded provider, the limited one among them", async () => {
    const output = lines();
    const result = await verifyPacts({ pacts: ["contracts/pacts"] }, output);
    expect(result.interactions.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(result.interactions.map(({ pactPlace }) => pactPlace.split("#")[0])).toEqual(
      expect.arrayContaining(OURS),
    );
    expect(result.exitCode).toBe(0);
    expect(output.written.at(-1)).toMatch(/^\d+ interactions: \d+ pass$/);
  });

  it("skip what asks for a key without write scope where there is none, and say so", async () => {
    const pacts = [OURS[0]!];
    const result = await withProvider({}, ({ transport }) =>
      verifyPacts({ pacts, provider: { transport, keys: { valid: KEYS.valid } } }, lines()),
    );
    const skipped = result.interactions.filter(({ outcome }) => outcome === "skipped");
    expect(skipped).toHaveLength(1);
    expect(skipped[0]!.reason).toContain("--read-only-token");
    expect(result.exitCode).toBe(0);
  });
});

describe("provider states", () => {
  it("are refused before anything is sent where they are unknown, and the known ones are listed", async () => {
    const unknown = send({ states: [{ name: "session 1 is open" }] });
    await withProvider({}, async (provider, seen) => {
      const attempt = withPact(pactJson(4, [send(), unknown]), (file) =>
        verifyPacts({ pacts: [file], provider }, lines()),
      );
      await expect(attempt).rejects.toMatchObject({
        name: "UsageError",
        message: expect.stringContaining('"session 1 is open"'),
        hint: expect.stringContaining('"a session with custom data"'),
      });
      expect(seen).toEqual([]);
    });
  });

  it("are refused with parameters that they do not have; of what kind one is, the provider judges", async () => {
    const withParams = (params: JsonObject) => [send({ states: [{ name: "a session exists", params }] })];
    await expect(verified(withParams({ colour: "red" }))).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringContaining('has no parameter "colour"'),
    });
    const result = await verified(withParams({ custom_data: { a: { b: 1 } } }));
    expect(outcomes(result)).toEqual(["inconclusive"]);
    expect(result.interactions[0]!.reason).toContain("Create Session was answered 400");
  });

  it("go by the consumer's own names where they are mapped", async () => {
    const written = read("/chat/sessions/abc", {
      states: [{ name: "order 1 is open" }, { name: "it is Monday" }],
      answer: { custom_data: { order: "1" } },
    });
    const stateMap = {
      "order 1 is open": { state: "a session with custom data", params: { custom_data: { order: "1" } } },
      "it is Monday": "none" as const,
    };
    expect(outcomes(await verified([written], {}, { stateMap }))).toEqual(["pass"]);
  });

  it("make what cannot be set up inconclusive, not failed", async () => {
    const result = await verified([send()], {
      problems: (call) => {
        if (call.operation === "createSession") throw new Refusal(500, "down");
        return correct.problems(call);
      },
    });
    expect(outcomes(result)).toEqual(["inconclusive"]);
    expect(result.interactions[0]!.reason).toContain("Create Session was answered 500");
    expect(result.exitCode).toBe(3);
  });
});

describe("pacts of consumers that know nothing of us", () => {
  it.each([2, 3, 4] as const)(
    "have their literal ids stand for real ones, in version %i",
    async (version) => {
      const result = await verified(
        [send(), read("/chat/sessions/their-id", { answer: { id: "their-id" } })],
        {},
        {},
        version,
      );
      expect(outcomes(result)).toEqual(["pass", "pass"]);
      expect(result.seen.filter((line) => /\/sessions\/(1|their-id)\b/.test(line))).toEqual([]);
    },
  );

  it("have the contact of their examples stand for a real one", async () => {
    const written = send({
      path: "/chat/sessions",
      states: [{ name: "a contact exists" }],
      body: { contact_id: "5a0f6c1e-7d0b-4c55-9a56-0d9a0c1e2f3b" },
      status: 201,
      answer: { id: "x" },
      matched: { "$.id": { match: "type" } },
    });
    expect(outcomes(await verified([written]))).toEqual(["pass"]);
  });

  it("get a key even where they name none, and none where the state says so", async () => {
    const headers = { "Content-Type": "application/json" };
    const unauthorized = { status: 401, answer: undefined as never, matched: {}, headers };
    const result = await verified([
      send({ headers }),
      send({ ...unauthorized, states: [{ name: "a session exists" }, { name: "no api key" }] }),
      send({ ...unauthorized, states: [{ name: "a session exists" }, { name: "an unknown api key" }] }),
    ]);
    expect(outcomes(result)).toEqual(["pass", "pass", "pass"]);
  });

  it("are not verified where they are messages", async () => {
    const json = pactJson(4, [send()]);
    const message = { type: "Asynchronous/Messages", description: "an event", contents: { content: "x" } };
    const result = await withPact({ ...json, interactions: [message] }, (file) =>
      verifyAgainst({}, { pacts: [file] }),
    );
    expect(outcomes(result)).toEqual(["skipped"]);
    expect(result.exitCode).toBe(3);
  });

  it("cannot have the verifier start a plugin", async () => {
    const json = pactJson(4, [send()]);
    const plugins = [{ name: "no-such-plugin", version: "1.0.0", configuration: {} }];
    const metadata = { ...(json.metadata as object), plugins };
    const result = await withPact({ ...json, metadata }, (file) => verifyAgainst({}, { pacts: [file] }));
    expect(outcomes(result)).toEqual(["pass"]);
  });

  it("may hold pending interactions, which fail without counting", async () => {
    const json = pactJson(4, [send({ status: 299 }), send()]);
    const [first, second] = json.interactions as object[];
    const result = await withPact(
      { ...json, interactions: [{ ...first, pending: true } as never, second as never] },
      (file) => verifyAgainst({}, { pacts: [file] }),
    );
    expect(outcomes(result)).toEqual(["pending", "pass"]);
    expect(result.exitCode).toBe(0);
  });

  it.each([[0], [1], [2]])(
    "may share one description: pending and failing stay apart with number %i pending",
    async (which) => {
      const states = [{ name: "a session exists" }];
      const failing = { description: "make", status: 299 };
      const json = pactJson(4, [
        send(failing),
        send({ ...failing, states: [...states, { name: "it is late - make" }] }),
        send({ description: "make" }),
        send({ ...failing, status: 298 }),
      ]);
      const interactions = (json.interactions as JsonObject[]).map((each, index) => ({
        ...each,
        pending: index === which,
      }));
      const stateMap = { "it is late - make": "none" as const };
      const result = await withPact({ ...json, interactions }, (file) =>
        verifyAgainst({}, { pacts: [file], stateMap }),
      );
      const expected = ["fail", "fail", "pass", "fail"];
      if (which !== 2) expected[which] = "pending";
      expect(outcomes(result)).toEqual(expected);
      expect(result.interactions[3]!.findings[0]!.message).toContain("298");
    },
  );

  it("keep apart where one of one description could not be judged", async () => {
    const contact = [{ name: "a contact exists" }, { name: "a session exists" }];
    const written = [
      send({ description: "make", states: contact }),
      send({ description: "make", status: 299 }),
    ];
    const result = await verified(written, {
      problems: (call) => {
        if (call.operation === "createContact") throw new Refusal(500, "down");
        return correct.problems(call);
      },
    });
    expect(outcomes(result)).toEqual(["inconclusive", "fail"]);
  });

  it("are told where they fail, in both documents", async () => {
    const result = await verified([send({ status: 299 })]);
    expect(result.interactions[0]!.findings).toMatchObject([
      {
        id: "verify/status",
        pactPlace: expect.stringContaining("#/interactions/0/response/status"),
        documentPlace: expect.stringContaining("/responses/2XX"),
      },
    ]);
    expect(result.exitCode).toBe(1);
  });
});

describe("a provider", () => {
  it("whose reads lag is waited for", async () => {
    const old: { data: CustomData; untilMs: number }[] = [];
    const result = await verifyAgainst(
      {
        update: async (call, record, sent) => {
          old.push({ data: record.data, untilMs: performance.now() + 150 });
          await correct.update(call, record, sent);
        },
        read: (call, record) =>
          old.some(({ untilMs }) => performance.now() < untilMs) ? new Map() : correct.read(call, record),
      },
      { pacts: [OURS[0]!], settleMs: 5_000 },
    );
    expect(outcomes(result).filter((outcome) => outcome !== "pass")).toEqual([]);
  });

  it("that limits requests is waited for", async () => {
    const result = await verified([send(), send()], {
      receive: ({ number }) => {
        if (number % 3 === 0) throw new Refusal(429, "slow down", { "retry-after": "0" });
      },
    });
    expect(outcomes(result)).toEqual(["pass", "pass"]);
  });

  it("without a limit on requests is not asked for one, unless the user says that it has one", async () => {
    const { interactions, exitCode } = await verifyAgainst({}, { pacts: ["contracts/pacts"] });
    const skipped = interactions.filter(({ outcome }) => outcome === "skipped");
    expect(skipped.map(({ reason }) => reason)).toEqual([expect.stringContaining("--request-limit")]);
    expect(interactions.filter(({ outcome }) => outcome === "pass")).toHaveLength(interactions.length - 1);
    expect(exitCode).toBe(0);
    const asked = await verifyAgainst({}, { pacts: [OURS[1]!], requestLimit: true });
    expect(outcomes(asked)).toEqual(["inconclusive"]);
  });

  it("that has a limit on requests is verified with it", async () => {
    let sent = 0;
    const limited = await verifyAgainst(
      {
        receive: () => {
          sent += 1;
          if (sent > 5) throw new Refusal(429, "slow down", { "retry-after": "60" });
        },
      },
      { pacts: [OURS[1]!], requestLimit: true },
    );
    expect(outcomes(limited)).toEqual(["pass"]);
  });

  it("that answers what no parser reads fails, and is not merely inconclusive", async () => {
    const broken = (operation: string) => ({
      answer: ((call, answer) =>
        call.operation === operation
          ? { ...answer, raw: "{{{ not json" }
          : answer) satisfies Behaviour["answer"],
    });
    expect(outcomes(await verified([send()], broken("sendMessage")))).toEqual(["fail"]);
    const states = [{ name: "a message was sent", params: { text: "Hello" } }];
    const history = read("/chat/sessions/1/history", { states, answer: { items: [] } });
    expect(outcomes(await verified([history], broken("listHistory")))).toEqual(["fail"]);
  });

  it("that redirects is judged by that, and the redirect is not followed", async () => {
    const result = await verified([send(), send({ description: "next" })], {
      answer: (call, answer) =>
        call.operation === "sendMessage"
          ? { ...answer, status: 307, headers: { ...answer.headers, location: "/elsewhere" } }
          : answer,
    });
    expect(outcomes(result)).toEqual(["fail", "fail"]);
    expect(result.interactions[0]!.findings[0]!.message).toContain("307");
    expect(result.seen.filter((line) => line.endsWith("/elsewhere"))).toEqual([]);
  });

  it("that is down says nothing about itself", async () => {
    const transport = httpTransport({ baseUrl: new URL("http://127.0.0.1:1") });
    const result = await withPact(pactJson(4, [send()]), (file) =>
      verifyPacts({ pacts: [file], provider: { transport, keys: KEYS } }, lines()),
    );
    expect(outcomes(result)).toEqual(["inconclusive"]);
    expect(result.interactions[0]!.reason).toContain("no whole answer: refused");
    expect(result.exitCode).toBe(3);
    await transport.close();
  });

  it("that echoes the key does not make us tell it", async () => {
    const result = await verified([send({ answer: { success: true, key: "another" }, matched: {} })], {
      answer: (call, answer) =>
        call.operation === "sendMessage"
          ? { ...answer, body: { success: true, key: call.request.headers.get("authorization") } }
          : answer,
    });
    expect(outcomes(result)).toEqual(["fail"]);
    const told = JSON.stringify([result.interactions, result.written]);
    expect(told).toContain("<api-key>");
    expect(told).not.toContain(KEYS.valid);
  });

  it("is told what was left behind", async () => {
    const { leftBehind } = await verified([
      send({ states: [{ name: "a contact exists" }, { name: "a session exists" }] }),
    ]);
    expect([leftBehind.sessions.length, leftBehind.contacts.length]).toEqual([1, 1]);
  });
});

describe("a request body", () => {
  it("of any size and with any key reaches the provider as the pact says it", async () => {
    const bodies: unknown[] = [];
    const custom_data = JSON.parse(`{"__proto__":"p","":"e","big":"${"x".repeat(200_000)}"}`);
    const written = send({ body: { ...HELLO, custom_data } });
    const result = await verified([written], {
      merge: (call, record, seen, sent) => {
        bodies.push(call.body.custom_data);
        return correct.merge(call, record, seen, sent);
      },
    });
    expect(outcomes(result)).toEqual(["pass"]);
    expect(bodies).toContainEqual(custom_data);
    expect(Object.keys(bodies.at(-1) as object)).toContain("__proto__");
  });

  it("that is not UTF-8 keeps its bytes where the session of the example gives way to a real one", async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const json = pactJson(4, [send({ status: 400, answer: undefined as never, matched: {} })]);
    const [made] = json.interactions as { request: object }[];
    const content = { content: bytes.toString("base64"), contentType: "image/png", encoded: "base64" };
    const headers = { "Content-Type": ["application/json"] };
    const received: string[] = [];
    await withPact(
      { ...json, interactions: [{ ...made, request: { ...made!.request, headers, body: content } }] },
      (file) =>
        verifyAgainst(
          {
            parse: (call, body) => {
              if (call.operation === "sendMessage") received.push(Buffer.from(body).toString("hex"));
              return correct.parse(call, body);
            },
          },
          { pacts: [file] },
        ),
    );
    expect(new Set(received)).toEqual(new Set(["7bfffe7d"]));
  });
});

describe("the surroundings", () => {
  afterEach(() => {
    delete process.env.PACT_DESCRIPTION;
    delete process.env.HTTP_PROXY;
  });

  it("cannot filter interactions or turn requests of the loopback to a proxy", async () => {
    process.env.PACT_DESCRIPTION = "no such interaction";
    process.env.HTTP_PROXY = "http://127.0.0.1:1";
    expect(outcomes(await verified([send()]))).toEqual(["pass"]);
  });
});

it("fetches a pact from a URL", async () => {
  const text = await readFile(OURS[1]!, "utf8");
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/none" ? 404 : 200;
    response.end(request.url === "/login" ? "<html>Log in</html>" : text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const result = await verifyPacts({ pacts: [`${url}/pact`] }, lines());
    expect(outcomes(result)).toEqual(["pass"]);
    await expect(verifyPacts({ pacts: [`${url}/none`] }, lines())).rejects.toMatchObject({
      name: "UnavailableError",
      message: expect.stringContaining("404"),
    });
    await expect(verifyPacts({ pacts: [`${url}/login`] }, lines())).rejects.toMatchObject({
      name: "UnavailableError",
      message: expect.stringContaining("is not a pact"),
    });
  } finally {
    server.close();
  }
});

it.each([
  [[], "no pact was named"],
  [["no/such/file.json"], "cannot read no/such/file.json"],
  [["spec/opencx.openapi.yaml"], "is not a pact: "],
  [["src/send-message/pact-states"], "holds no .json file"],
])("refuses %j", async (pacts, message) => {
  const refused = expect(verifyPacts({ pacts }, lines())).rejects;
  await refused.toMatchObject({ name: "UsageError", message: expect.stringContaining(message) });
});
