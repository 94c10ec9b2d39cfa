import { describe, expect, test } from "vitest";
import { isObject, type Json } from "../../src/json/json.ts";
import type { ResolvedSchema } from "../../src/openapi/schema.ts";
import { dutyOf } from "../../src/send-message/contract/duty.ts";
import type { OperationId } from "../../src/send-message/contract/operations.ts";
import { isQuote } from "../../src/send-message/contract/page.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";

const DUTIES = ["type", "enum", "format", "required"];
const BODIES: [OperationId, number | undefined][] = [
  ["sendMessage", undefined],
  ["createSession", undefined],
  ["createContact", undefined],
  ["sendMessage", 200],
  ["createSession", 200],
  ["getSession", 200],
  ["listHistory", 200],
  ["createContact", 200],
  ["sendMessage", 401],
];

function* schemasIn(schema: ResolvedSchema): Generator<ResolvedSchema> {
  yield schema;
  const nested = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  for (const one of nested) if (isObject(one)) yield* schemasIn(one as ResolvedSchema);
}

function strings(value: Json | undefined): string[] {
  if (isObject(value)) return Object.values(value).flatMap(strings);
  return typeof value === "string" ? [value] : [];
}

const schemas = BODIES.flatMap(([id, status]) => {
  const schema =
    status === undefined ? pageContract.requestSchema(id) : pageContract.responseSchema(id, status);
  return [...schemasIn(schema!)];
});
const page = schemas.filter((schema) => "x-quote" in schema);

describe("the annotations of the document", () => {
  test("stand on every schema that a body is judged by", () => {
    const bare = schemas.filter((schema) => !("x-basis" in schema));
    expect(bare.map((schema) => schema["x-place"])).toEqual([]);
  });

  test("name the sentence or the sibling page behind every duty", () => {
    const missing = schemas.flatMap((schema) =>
      DUTIES.filter((keyword) => keyword in schema)
        .map((keyword) => ({ keyword, ...dutyOf(schema, keyword) }))
        .filter(({ quote, source }) => quote === undefined && source === undefined)
        .map(({ keyword }) => `${schema["x-place"]}/${keyword}`),
    );
    expect(missing).toEqual([]);
  });

  test("quote the page word for word", () => {
    expect(page.length).toBeGreaterThan(20);
    const wrong = page
      .flatMap((schema) => strings(schema["x-quote"] as Json))
      .filter((quote) => !isQuote(quote));
    expect(wrong).toEqual([]);
  });

  test("use the three words for a basis and no other", () => {
    const words = new Set(schemas.flatMap((schema) => strings(schema["x-basis"] as Json)));
    expect([...words].sort()).toEqual(["implied", "open", "stated"]);
  });

  test("leave open what the siblings answer", () => {
    const siblings = BODIES.filter(([id, status]) => id !== "sendMessage" && status !== undefined);
    const bases = siblings.flatMap(([id, status]) =>
      [...schemasIn(pageContract.responseSchema(id, status!)!)].map((schema) => dutyOf(schema, "type").basis),
    );
    expect(new Set(bases)).toEqual(new Set(["open"]));
  });
});
