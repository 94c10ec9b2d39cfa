import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/json.ts";
import { valueAt } from "../../src/json/pointer.ts";
import { type CompareOptions, comparePacts } from "../../src/pact/compare/compare-pacts.ts";
import { loadContract } from "../../src/send-message/contract/load-contract.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { lines } from "./live-provider.ts";
import { HELLO, pactJson, read, send, type Written, withPact } from "./pact-builder.ts";

type Found = readonly [id: string, level: "error" | "warning", place: string];

/** Every kind of mistake, with all that is found of it in a pact of version 4. */
const mistakes: readonly { mistake: string; written: Written; found: readonly Found[] }[] = [
  {
    mistake: "a nested object in session custom data that is expected to succeed",
    written: send({ statusRule: "success", body: { ...HELLO, custom_data: { "a.b": { c: 1 } } } }),
    found: [["custom-data/nested-object", "error", "/request/body/content/custom_data/a.b"]],
  },
  {
    mistake: "a nested object in contact custom data that is expected to succeed",
    written: send({
      statusRule: "success",
      body: { ...HELLO, contact: { custom_data: { address: { city: "Berlin" } } } },
    }),
    found: [["custom-data/nested-object", "error", "/request/body/content/contact/custom_data/address"]],
  },
  {
    mistake: "a nested object that is expected to be answered 422",
    written: send({
      status: 422,
      answer: {},
      body: { ...HELLO, custom_data: { a: { b: 1 } } },
      answerHeaders: {},
    }),
    found: [
      ["custom-data/nested-object-status", "error", "/response/status"],
      ["document/response-body-unknown", "warning", "/response/body/content"],
      ["open/status", "warning", "/response/status"],
    ],
  },
  {
    mistake: "a list in session custom data",
    written: send({ statusRule: "success", body: { ...HELLO, custom_data: { tags: ["a"] } } }),
    found: [["custom-data/session-value", "error", "/request/body/content/custom_data/tags"]],
  },
  {
    mistake: "a number in contact custom data, which is left open",
    written: send({ statusRule: "success", body: { ...HELLO, contact: { custom_data: { age: 42 } } } }),
    found: [["custom-data/contact-value", "warning", "/request/body/content/contact/custom_data/age"]],
  },
  {
    mistake: "a number in contact custom data that is expected to be refused",
    written: send({
      status: 400,
      statusRule: "clientError",
      answer: undefined as never,
      body: { ...HELLO, contact: { custom_data: { age: 42 } } },
    }),
    found: [],
  },
  {
    mistake: "a number in contact custom data that is expected to be answered 400",
    written: send({
      status: 400,
      answer: undefined as never,
      body: { ...HELLO, contact: { custom_data: { age: 42 } } },
    }),
    found: [
      ["custom-data/contact-value", "warning", "/request/body/content/contact/custom_data/age"],
      ["open/status", "warning", "/response/status"],
    ],
  },
  {
    mistake: "a send without sender that is expected to succeed, as the page's curl example",
    written: send({ statusRule: "success", body: { message: { text: "Hello" } } }),
    found: [["request/invalid", "error", "/request/body/content/sender"]],
  },
  {
    mistake: "a valid body that is expected to be refused",
    written: send({ status: 400, answer: undefined as never }),
    found: [
      ["open/status", "warning", "/response/status"],
      ["request/valid-but-refused", "warning", "/request/body/content"],
    ],
  },
  {
    mistake: "an insistence on 201",
    written: send({ status: 201 }),
    found: [["open/status", "warning", "/response/status"]],
  },
  {
    mistake: "an insistence on 404 for an unknown session",
    written: send({
      status: 404,
      states: [{ name: "the session does not exist" }],
      answer: undefined as never,
    }),
    found: [["open/status", "warning", "/response/status"]],
  },
  {
    mistake: "an insistence on the wording of an error",
    written: send({
      status: 401,
      states: [{ name: "an unknown api key" }],
      answer: { statusCode: 401, message: "Invalid token", error: "Unauthorized" },
    }),
    found: [["open/error-wording", "warning", "/response/body/content/message"]],
  },
  {
    mistake: "an error message that may be no list",
    written: send({
      status: 401,
      states: [{ name: "an unknown api key" }],
      answer: { statusCode: 401, message: "Invalid token", error: "Unauthorized" },
      matched: { "$.message": { match: "type" } },
    }),
    found: [["open/error-wording", "warning", "/response/body/content/message"]],
  },
  {
    mistake: "an error message that is only not empty",
    written: send({
      status: 401,
      states: [{ name: "an unknown api key" }],
      answer: { statusCode: 401, message: "Invalid token", error: "Unauthorized" },
      matched: { "$.message": { match: "notEmpty" } },
    }),
    found: [],
  },
  {
    mistake: "JSON as a text",
    written: send({ statusRule: "success", answer: '{"success":true,"data":{}}' }),
    found: [
      ["document/response-body-incompatible", "error", "/response/body/content"],
      ["open/text", "warning", "/response/body/content"],
    ],
  },
  {
    mistake: "parameters of the media type",
    written: send({
      statusRule: "success",
      answerHeaders: { "Content-Type": "application/json; charset=utf-8" },
    }),
    found: [["open/content-type", "warning", "/response/headers"]],
  },
  {
    mistake: "an id that the provider chooses",
    written: send({ statusRule: "success", matched: {} }),
    found: [["provider-chosen/value", "error", "/response/body/content/data/message/id"]],
  },
  {
    mistake: "a message id of a certain form",
    written: send({
      statusRule: "success",
      matched: { "$.data.message.id": { match: "regex", regex: "[0-9a-f-]+" } },
    }),
    found: [["open/id-format", "warning", "/response/body/content/data/message/id"]],
  },
  {
    mistake: "a time that the provider chooses",
    written: read("/chat/sessions/1", {
      statusRule: "success",
      answer: { created_at: "2025-01-31T09:00:00Z" },
    }),
    found: [["provider-chosen/value", "error", "/response/body/content/created_at"]],
  },
  {
    mistake: "empty custom data",
    written: read("/chat/sessions/1", { statusRule: "success", answer: { custom_data: {} } }),
    found: [["open/empty-custom-data", "warning", "/response/body/content/custom_data"]],
  },
  {
    mistake: "an exact history",
    written: read("/chat/sessions/1/history", {
      statusRule: "success",
      answer: { items: [{ event: { content: { text: "Hello" } } }] },
    }),
    found: [["open/history-entries", "warning", "/response/body/content/items"]],
  },
  {
    mistake: "a member that the document does not have",
    written: send({
      statusRule: "success",
      answer: { success: true, data: { message: { id: "m" } }, queued: true },
    }),
    found: [["document/response-body-incompatible", "error", "/response/body/content"]],
  },
  {
    mistake: "a member of another type",
    written: send({ statusRule: "success", answer: { success: "yes", data: { message: { id: "m" } } } }),
    found: [["document/response-body-incompatible", "error", "/response/body/content/success"]],
  },
  {
    mistake: "an operation that does not exist",
    written: read("/chat/rooms/1", { statusRule: "success" }),
    found: [["document/request-path-or-method-unknown", "error", "/request/path"]],
  },
  {
    mistake: "a status that the document does not have",
    written: send({ status: 500, answer: undefined as never }),
    found: [["document/response-status-unknown", "error", "/response/status"]],
  },
  {
    mistake: "a request of another media type",
    written: send({
      statusRule: "success",
      headers: { "Content-Type": "text/plain", Authorization: "Bearer x" },
    }),
    found: [["document/request-content-type-incompatible", "error", "/request/headers/Content-Type"]],
  },
  {
    mistake: "no key",
    written: send({ statusRule: "success", headers: { "Content-Type": "application/json" } }),
    found: [["document/request-authorization-missing", "warning", "/request/headers"]],
  },
  {
    mistake: "an unknown query parameter",
    written: read("/chat/sessions/1/history", { statusRule: "success", query: "limit=3" }),
    found: [["document/request-query-unknown", "warning", "/request/query"]],
  },
  {
    mistake: "a header that the document does not promise",
    written: send({ statusRule: "success", answerHeaders: { "X-Request-Id": "1" } }),
    found: [["document/response-header-unknown", "error", "/response/headers/X-Request-Id"]],
  },
  {
    mistake: "a state that nobody can set up",
    written: send({ statusRule: "success", states: [{ name: "session 1 is open" }] }),
    found: [["state/unknown", "error", "/providerStates/0"]],
  },
  {
    mistake: "a parameter that a state does not have",
    written: send({
      statusRule: "success",
      states: [{ name: "a session exists", params: { colour: "red" } }],
    }),
    found: [["state/unknown", "error", "/providerStates/0"]],
  },
  {
    mistake: "a session that no state makes",
    written: send({ statusRule: "success", states: [] }),
    found: [["state/missing", "warning", ""]],
  },
  { mistake: "nothing at all", written: send({ statusRule: "success" }), found: [] },
];

async function compared(
  version: 2 | 3 | 4,
  written: readonly Written[],
  options: Partial<CompareOptions> = {},
) {
  const output = lines();
  const json = pactJson(version, written);
  const result = await withPact(json, (file) => comparePacts({ pacts: [file], ...options }, output));
  return { ...result, written: output.written, json };
}

describe("compare finds in a pact of version 4", () => {
  it.each(mistakes)("$mistake", async ({ written, found }) => {
    const { findings, exitCode, json } = await compared(4, [written]);
    const prefix = "#/interactions/0";
    const got = findings.map(({ id, level, pactPlace }) => [id, level, pactPlace.split(prefix)[1]]);
    expect(got.toSorted()).toEqual([...found].toSorted());
    expect(exitCode).toBe(found.some(([, level]) => level === "error") ? 1 : 0);
    for (const { id, pactPlace, documentPlace, message, remedy, interaction } of findings) {
      const place = pactPlace.split("#")[1]!;
      if (id !== "request/invalid") expect(valueAt(json, place), place).toBeDefined();
      if (documentPlace !== "")
        expect(valueAt(pageContract.document, documentPlace), documentPlace).toBeDefined();
      expect(message.length * remedy.length * interaction.length).toBeGreaterThan(0);
    }
  });
});

describe.each([2, 3] as const)("in a pact of version %i", (version) => {
  it("finds the same, but that no status can be left open", async () => {
    const differing = new Set(["open/status", "open/text"]);
    for (const { mistake, written, found } of mistakes) {
      if (version === 2 && mistake.includes("parameter that a state")) continue;
      const { findings } = await compared(version, [written]);
      const got = findings.map(({ id }) => id).filter((id) => !differing.has(id));
      const expected = found.map(([id]) => id).filter((id) => !differing.has(id));
      const valid = new Set(["custom-data/contact-value", "request/valid-but-refused"]);
      expect(got.filter((id) => !valid.has(id)).toSorted(), mistake).toEqual(
        expected.filter((id) => !valid.has(id)).toSorted(),
      );
    }
  });

  it("warns of every literal 2xx", async () => {
    const { findings, exitCode } = await compared(version, [send()]);
    expect(findings.map(({ id }) => id)).toEqual(["open/status"]);
    expect(exitCode).toBe(0);
  });
});

it("lets warnings fail where asked to be strict", async () => {
  expect((await compared(2, [send()], { strict: true })).exitCode).toBe(1);
});

it("takes the consumer's names of states from the map", async () => {
  const written = send({
    statusRule: "success",
    states: [{ name: "session 1 is open" }, { name: "it is Monday" }],
  });
  const stateMap = { "session 1 is open": { state: "a session exists" }, "it is Monday": "none" as const };
  expect((await compared(4, [written], { stateMap })).findings).toEqual([]);
});

it("holds custom data to the page even where the document of the user says nothing of it", async () => {
  const document = structuredClone(pageContract.document);
  const schemas = (document.components as { schemas: Record<string, object> }).schemas;
  schemas.SessionCustomData = { type: "object" };
  const contract = await loadContract(JSON.stringify(document));
  const written = send({ statusRule: "success", body: { ...HELLO, custom_data: { a: { b: 1 } } } });
  const { findings } = await compared(4, [written], { contract });
  expect(findings.map(({ id }) => id)).toEqual(["custom-data/nested-object"]);
});

it("names interaction, places and remedy of each finding in the text", async () => {
  const { written } = await compared(4, [send({ status: 201 })]);
  expect(written[0]).toContain('open/status: bot: a send (given "a session exists")');
  expect(written[0]).toContain(
    "#/interactions/0/response/status, against /paths/~1chat~1sessions~1{session_id}~1send",
  );
  expect(written[0]).toContain("the status matcher `success`");
  expect(written.at(-1)).toBe("1 interaction compared: 0 errors, 1 warning");
});

it("cannot tell where there is nothing to compare", async () => {
  expect((await compared(4, [])).exitCode).toBe(3);
});

it("finds nothing in our own pacts", async () => {
  const { findings, exitCode } = await comparePacts({ pacts: ["contracts/pacts"] }, lines());
  expect(findings).toEqual([]);
  expect(exitCode).toBe(0);
});

it.each([
  ["no pact at all", "[]"],
  ["no consumer", '{"interactions":[]}'],
  ["no list of interactions", '{"consumer":{"name":"a"},"provider":{"name":"b"}}'],
  ["an interaction that is none", '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[7]}'],
  [
    "an interaction without request",
    '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"response":{"status":200}}]}',
  ],
])("refuses or reports %s without a stack trace", async (_, text) => {
  const outcome = await withPact(JSON.parse(text), (file) => comparePacts({ pacts: [file] }, lines())).then(
    ({ exitCode }) => exitCode,
    (error: Error) => error.name,
  );
  expect([1, "UsageError"]).toContain(outcome);
});

it("takes a rule for a header of version 2, whatever the case of its name", async () => {
  const json = pactJson(2, [send({ answerHeaders: { "Content-Type": "application/json; charset=utf-8" } })]);
  const [interaction] = json.interactions as JsonObject[];
  const response = interaction!.response as JsonObject;
  const found = async (rules: JsonObject) => {
    const matchingRules = { ...(response.matchingRules as JsonObject), ...rules };
    const interactions = [{ ...interaction, response: { ...response, matchingRules } }];
    const compare = (file: string) => comparePacts({ pacts: [file] }, lines());
    const { findings } = await withPact({ ...json, interactions } as JsonObject, compare);
    return findings.map(({ id }) => id);
  };
  expect(await found({})).toContain("open/content-type");
  for (const path of ["$.headers.Content-Type", "$.header['Content-Type']"])
    expect(await found({ [path]: { match: "regex", regex: "application/json.*" } })).not.toContain(
      "open/content-type",
    );
});

it.each([
  ["a consumer", { consumer: {} }],
  ["a provider", { provider: { name: 5 } }],
])("refuses a file that gives %s no name", async (_, members) => {
  const json = { ...pactJson(4, [send()]), ...members };
  await expect(withPact(json, (file) => comparePacts({ pacts: [file] }, lines()))).rejects.toThrow(
    "it names no consumer and provider",
  );
});
