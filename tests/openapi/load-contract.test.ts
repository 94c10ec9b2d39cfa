import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Json, JsonObject } from "../../src/json/json.ts";
import { valueAt } from "../../src/json/pointer.ts";
import { loadContract } from "../../src/send-message/contract/load-contract.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";

const specText = readFileSync(new URL("../../spec/opencx.openapi.yaml", import.meta.url), "utf8");

/** A document in the manner of OpenAPI 3.0: other names, no annotations, `nullable`, `allOf`. */
const edition = (change: (document: JsonObject) => void = () => {}): string => {
  const document: JsonObject = {
    openapi: "3.0.3",
    info: { title: "t", version: "1" },
    paths: {
      "/v1/chat/sessions/{sessionId}/send": {
        post: {
          operationId: "ChatController_send",
          parameters: [{ name: "sessionId", in: "path", required: true, schema: { type: "string" } }],
          requestBody: { $ref: "#/components/requestBodies/Send" },
          responses: {
            "201": {
              description: "ok",
              content: {
                "application/json; charset=utf-8": { schema: { type: "object", required: ["success"] } },
              },
            },
            default: { description: "else", content: { "application/json": { schema: { type: "string" } } } },
          },
        },
      },
    },
    components: {
      requestBodies: {
        Send: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Send" } } },
        },
      },
      schemas: {
        Send: {
          allOf: [
            { $ref: "#/components/schemas/Base" },
            {
              type: "object",
              required: ["message"],
              properties: {
                message: { type: "object" },
                score: { type: "number", minimum: 0, exclusiveMinimum: true },
              },
            },
          ],
        },
        Base: {
          type: "object",
          required: ["sender"],
          properties: {
            sender: { type: "string", enum: ["contact", "agent", "system"] },
            custom_data: { nullable: true, allOf: [{ $ref: "#/components/schemas/Data" }] },
            note: { type: "string", nullable: true },
          },
        },
        Data: { type: "object", additionalProperties: { oneOf: [{ type: "string" }, { type: "number" }] } },
      },
    },
  };
  change(document);
  return stringify(document);
};

const at = (document: JsonObject, pointer: string) => valueAt(document, pointer) as JsonObject;

describe("loadContract", () => {
  test("makes of the page's document what was compiled ahead", async () => {
    const loaded = await loadContract(specText);
    expect([loaded.digest, loaded.operations]).toEqual([pageContract.digest, pageContract.operations]);
    const body: Json = {
      sender: "x",
      custom_data: { a: {}, b: [] },
      contact: { email: 1, custom_data: { n: 1 } },
    };
    expect(loaded.requestErrors("sendMessage", body)).toEqual(
      pageContract.requestErrors("sendMessage", body),
    );
    expect(loaded.requestErrors("sendMessage", body)).toHaveLength(6);
    expect(loaded.responseErrors("sendMessage", 200, {})).toEqual(
      pageContract.responseErrors("sendMessage", 200, {}),
    );
  });

  test.each([
    ["YAML", edition()],
    ["JSON", JSON.stringify(parse(edition()))],
  ])("reads another edition in %s, finding operations by their paths", async (_, text) => {
    const contract = await loadContract(text);
    expect(contract.operations).toMatchObject({
      sendMessage: { method: "POST", path: "/v1/chat/sessions/{sessionId}/send" },
      getSession: pageContract.operations.getSession,
    });
    expect(contract.responseErrors("sendMessage", 201, {})).toMatchObject([
      { place: "/success", keyword: "required" },
    ]);
    expect(contract.responseErrors("sendMessage", 418, {})).toMatchObject([
      { keyword: "type", expected: "a string" },
    ]);
    expect(contract.requestErrors("createContact", {})).toEqual(
      pageContract.requestErrors("createContact", {}),
    );
  });

  test("takes the shortest of several paths that would do", async () => {
    const text = edition((document) => {
      const [send] = Object.values(document.paths as JsonObject);
      document.paths = { "/internal/chat/sessions/{id}/send": send!, "/chat/sessions/{id}/send": send! };
    });
    expect((await loadContract(text)).operations.sendMessage.path).toBe("/chat/sessions/{id}/send");
  });

  test("gives the duties of an edition without annotations their usual basis", async () => {
    const contract = await loadContract(edition());
    const body: Json = { message: 1, custom_data: { a: {} }, note: {}, score: 0 };
    const errors = contract.requestErrors("sendMessage", body);
    expect(errors.map(({ place, keyword, basis }) => `${place} ${keyword} ${basis}`)).toEqual([
      "/sender required stated",
      "/custom_data/a type stated",
      "/custom_data/a type stated",
      "/custom_data/a oneOf implied",
      "/note type implied",
      "/message type implied",
      "/score exclusiveMinimum implied",
    ]);
  });

  test("understands nullable in both of its forms", async () => {
    const contract = await loadContract(edition());
    const errors = contract.requestErrors("sendMessage", {
      sender: "system",
      message: {},
      custom_data: null,
      note: null,
    });
    expect(errors).toEqual([]);
  });

  test("shows the members of an allOf in one place", async () => {
    const schema = (await loadContract(edition())).requestSchema("sendMessage");
    expect(Object.keys(schema?.properties ?? {})).toEqual([
      "sender",
      "custom_data",
      "note",
      "message",
      "score",
    ]);
    expect(schema).toMatchObject({ type: "object", required: ["sender", "message"] });
  });

  test("judges a recursive schema as deep as it goes without hanging", async () => {
    const contract = await loadContract(
      edition((document) => {
        at(document, "/components/schemas/Data/additionalProperties").oneOf = [
          { type: "string" },
          { $ref: "#/components/schemas/Data" },
        ];
      }),
    );
    const errors = (custom_data: Json) =>
      contract
        .requestErrors("sendMessage", { sender: "agent", message: {}, custom_data })
        .map(({ place }) => place);
    expect(errors({ a: "x", b: { c: "y", d: { e: "z" } } })).toEqual([]);
    expect(errors({ a: { b: { c: { d: 1 } } } })).toContain("/custom_data/a/b/c/d");
  });

  test.each<[string, string, string]>([
    [
      "spec-lacks-send",
      "no POST operation whose path ends with",
      edition((document) => {
        document.paths = {};
      }),
    ],
    ["document-not-openapi", "mine.yaml is not an OpenAPI 3 document", 'swagger: "2.0"'],
    ["document-unreadable", "mine.yaml cannot be read", "a: [1"],
    [
      "spec-invalid",
      "the document must have required property 'info'",
      edition((document) => {
        delete document.info;
      }),
    ],
    [
      "spec-remote-reference",
      "https://example.com/x.yaml",
      edition((document) => {
        at(document, "/components/schemas/Data").additionalProperties = {
          $ref: "https://example.com/x.yaml#/X",
        };
      }),
    ],
    [
      "spec-remote-reference",
      "../../etc/passwd",
      edition((document) => {
        at(document, "/components/schemas/Data").additionalProperties = { $ref: "../../etc/passwd" };
      }),
    ],
    [
      "spec-broken-reference",
      "/components/schemas/Base/properties/x refers to #/nowhere",
      edition((document) => {
        at(document, "/components/schemas/Base/properties").x = { $ref: "#/nowhere" };
      }),
    ],
    [
      "spec-broken-reference",
      "requestBody refers to itself",
      edition((document) => {
        at(document, "/components/requestBodies").Send = { $ref: "#/components/requestBodies/Send" };
      }),
    ],
    [
      "spec-broken-reference",
      "refers to #/components/schemas/__proto__, where nothing stands",
      edition((document) => {
        at(document, "/components/schemas/Base/properties").x = { $ref: "#/components/schemas/__proto__" };
      }),
    ],
    [
      "spec-invalid-schema",
      "the schema at /components/requestBodies/Send/content/application~1json/schema cannot be used",
      edition((document) => {
        document.openapi = "3.1.0";
        at(document, "/components/schemas/Base/properties/note").type = "strin";
      }),
    ],
  ])("refuses with %s: %s", async (_, message, text) => {
    const refused = expect(loadContract(text, "mine.yaml")).rejects;
    await refused.toMatchObject({ name: "UsageError", message: expect.stringContaining(message) });
  });

  test("refuses a schema whose references multiply without end", async () => {
    const text = edition((document) => {
      const schemas = at(document, "/components/schemas");
      for (let level = 0; level < 12; level++) {
        const $ref = `#/components/schemas/${level === 11 ? "Data" : `L${level + 1}`}`;
        schemas[`L${level}`] = {
          properties: Object.fromEntries([..."abcdef"].map((name) => [name, { $ref }])),
        };
      }
      at(document, "/components/schemas/Base/properties").x = { $ref: "#/components/schemas/L0" };
    });
    await expect(loadContract(text)).rejects.toThrow("never ends");
  });

  test("keeps a member named __proto__ a member like any other", async () => {
    const text = edition((document) => {
      const properties = JSON.parse('{"__proto__":{"type":"string"}}');
      at(document, "/components/schemas").Data = { type: "object", properties };
    });
    const contract = await loadContract(text);
    const schema = contract.requestSchema("sendMessage")?.properties?.custom_data?.properties ?? {};
    expect(Object.keys(schema)).toEqual(["__proto__"]);
  });
});
