import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "../../src/json/json.ts";
import { valueAt } from "../../src/json/pointer.ts";
import { operationIds } from "../../src/send-message/contract/operations.ts";
import { isQuote } from "../../src/send-message/contract/page.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";

const spec = (name: string) => readFileSync(new URL(`../../spec/${name}`, import.meta.url), "utf8");

function examplesIn(content: unknown): [string, Json][] {
  const examples = valueAt(content, "/application~1json/examples");
  return isObject(examples)
    ? Object.entries(examples).map(([name, it]) => [name, (it as JsonObject).value!])
    : [];
}

const operation = (id: (typeof operationIds)[number]) => {
  const { method, path } = pageContract.operations[id];
  return valueAt(
    pageContract.document,
    `/paths/${path.replaceAll("/", "~1")}/${method.toLowerCase()}`,
  ) as JsonObject;
};

const requests = operationIds.flatMap((id) =>
  examplesIn(valueAt(operation(id), "/requestBody/content")).map(([name, value]) => ({ id, name, value })),
);
const responses = operationIds.flatMap((id) =>
  Object.entries(operation(id).responses as JsonObject).flatMap(([status, response]) => {
    const ref = (response as JsonObject).$ref;
    const target = typeof ref === "string" ? valueAt(pageContract.document, ref.slice(1)) : response;
    return examplesIn(valueAt(target, "/content")).map(([name, value]) => ({ id, status, name, value }));
  }),
);

describe("the examples of the document", () => {
  test.each(requests)("$id accepts the example $name", ({ id, value }) => {
    expect(pageContract.requestErrors(id, value)).toEqual([]);
  });

  test.each(responses)("$id may answer $status with the example $name", ({ id, status, value }) => {
    expect(pageContract.responseErrors(id, Number(status.replaceAll("X", "0")), value)).toEqual([]);
  });

  test("every operation with a body has one", () => {
    expect(new Set(requests.map(({ id }) => id))).toEqual(
      new Set(["sendMessage", "createSession", "createContact"]),
    );
    expect(new Set(responses.map(({ id }) => id))).toEqual(new Set(operationIds));
  });

  test("the page's JSON example is among them, word for word", () => {
    const text = spec("send-message.txt");
    const start = text.indexOf('{\n  "sender"');
    const onPage = JSON.parse(text.slice(start, text.indexOf("\n}\n", start) + 2));
    expect(requests.find(({ name }) => name === "page-example")?.value).toEqual(onPage);
  });
});

describe("the known defects of the page", () => {
  const defects = parse(spec("known-defects.yaml")) as {
    id: string;
    quote: string;
    fails: { place: string; keyword: string; reason: string }[];
  }[];

  test.each(defects)("$id stands in the page", ({ quote }) => {
    expect(isQuote(quote)).toBe(true);
  });

  test.each(defects)("$id breaks the schema in the recorded ways and in no other", ({ quote, fails }) => {
    const body = JSON.parse(quote.slice(quote.indexOf("'") + 1, quote.lastIndexOf("'")));
    const errors = pageContract.requestErrors("sendMessage", body);
    expect(errors.map(({ place, keyword }) => ({ place, keyword }))).toEqual(
      fails.map(({ place, keyword }) => ({ place, keyword })),
    );
  });
});
