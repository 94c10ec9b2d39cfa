import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/json/json.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";

const MESSAGE = '"sender":"contact","message":{"type":"text","text":"x"}';
const send = (members: string) =>
  pageContract.requestErrors("sendMessage", JSON.parse(`{${MESSAGE},${members}}`));
const brief = (members: string) =>
  send(members).map(({ place, keyword, basis, expected }) => [place, keyword, basis, expected]);

const SESSION = "a string, a number or a boolean";

describe("pageContract.requestErrors", () => {
  test.each<[string, unknown[][]]>([
    ['"custom_data":{"a":"s","b":1.5,"c":false,"__proto__":"p","":0}', []],
    ['"custom_data":{"a":{}}', [["/custom_data/a", "type", "stated", SESSION]]],
    ['"custom_data":{"__proto__":{"a":1}}', [["/custom_data/__proto__", "type", "stated", SESSION]]],
    ['"custom_data":{"constructor":{"a":1}}', [["/custom_data/constructor", "type", "stated", SESSION]]],
    ['"custom_data":{"a":[{}]}', [["/custom_data/a", "type", "implied", SESSION]]],
    ['"custom_data":{"a/~b":null}', [["/custom_data/a~1~0b", "type", "implied", SESSION]]],
    ['"custom_data":{"a":1e400}', [["/custom_data/a", "type", "implied", SESSION]]],
    ['"custom_data":null', [["/custom_data", "type", "open", "an object"]]],
    ['"custom_data":[]', [["/custom_data", "type", "implied", "an object"]]],
    ['"contact":{"custom_data":{"a":{}}}', [["/contact/custom_data/a", "type", "stated", "a string"]]],
    ['"contact":{"custom_data":{"a":1}}', [["/contact/custom_data/a", "type", "open", "a string"]]],
    ['"contact":{"custom_data":{"a":true}}', [["/contact/custom_data/a", "type", "open", "a string"]]],
    ['"contact":{"custom_data":{"a":null}}', [["/contact/custom_data/a", "type", "implied", "a string"]]],
    ['"contact":{"email":"no"}', [["/contact/email", "format", "implied", "an e-mail address"]]],
    ['"contact":{"email":null}', [["/contact/email", "type", "open", "a string"]]],
    ['"agent":{"id":"1"}', [["/agent/id", "type", "implied", "a number"]]],
    ['"sender":"bot"', [["/sender", "enum", "implied", "one of contact, agent"]]],
    [
      '"should_take_over_session_from_ai":"no"',
      [["/should_take_over_session_from_ai", "type", "implied", "a boolean"]],
    ],
    [
      '"message":{"attachments":[{"url":1}]}',
      [["/message/attachments/0/url", "type", "implied", "a string"]],
    ],
    ['"message":{},"unknown":1', []],
  ])("of a send with %s", (members, errors) => {
    expect(brief(members)).toEqual(errors);
  });

  test("names the missing member, its sentence and where the document demands it", () => {
    expect(pageContract.requestErrors("sendMessage", { message: {} })).toEqual([
      {
        place: "/sender",
        keyword: "required",
        basis: "stated",
        quote: "sender enum<string> required",
        expected: "the member sender",
        schemaPlace: "/components/schemas/SendMessageRequest/required",
      },
    ]);
  });

  test("is not misled by a member's name that every object inherits", () => {
    const body = Object.create({ sender: "contact" }, { message: { value: {}, enumerable: true } }) as Json;
    expect(pageContract.requestErrors("sendMessage", body).map(({ place }) => place)).toEqual(["/sender"]);
  });

  test("is empty where the document says nothing", () => {
    expect(pageContract.requestErrors("getSession", null)).toEqual([]);
  });
});

describe("pageContract.responseErrors", () => {
  test.each([200, 201, 202])("judges a %i by the default response", (status) => {
    expect(pageContract.responseErrors("sendMessage", status, { success: true })).toMatchObject([
      { place: "/data", keyword: "required", basis: "stated", quote: "data object required" },
    ]);
  });

  test.each([400, 401, 403, 404])("holds a %i to the error shape", (status) => {
    const body = { statusCode: status, message: ["a"], error: "E" };
    expect(pageContract.responseErrors("sendMessage", status, body)).toEqual([]);
    expect(pageContract.responseErrors("sendMessage", status, { message: 1 })).toMatchObject([
      { place: "/statusCode", basis: "implied" },
      { place: "/error", basis: "implied" },
      { place: "/message", basis: "implied" },
    ]);
  });

  test.each([413, 429, 500])("lets a %i be anything", (status) => {
    expect(pageContract.responseErrors("sendMessage", status, "oops")).toEqual([]);
  });
});

describe("pageContract", () => {
  test("cannot be changed", () => {
    expect(() => Object.assign(pageContract.document.info as object, { title: "x" })).toThrow(TypeError);
  });

  test("resolves schemas and says where each stands", () => {
    const schema = pageContract.requestSchema("sendMessage");
    expect(schema?.properties?.custom_data?.additionalProperties).toMatchObject({
      "x-place": "/components/schemas/SessionCustomData/additionalProperties",
      type: ["string", "number", "boolean"],
    });
    expect(JSON.stringify(schema)).not.toContain("$ref");
  });
});
