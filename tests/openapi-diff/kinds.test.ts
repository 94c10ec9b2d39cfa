import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/json/json.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { findChangedOperation } from "../../src/openapi-diff/find-operation.ts";

// Small pairs of documents, each a kind of change and its neighbours.
const ok = { "200": { description: "ok" } };
const document = (paths: JsonObject, rest: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Messages", version: "1" },
  paths,
  ...rest,
});
const get = (operation: JsonObject, rest: JsonObject = {}) =>
  document({ "/a": { get: { responses: ok, ...operation } } }, rest);
const json = (schema: Json) => ({ content: { "application/json": { schema } } });
const post = (schema: Json, rest: JsonObject = {}) =>
  document({ "/a": { post: { requestBody: { required: true, ...json(schema) }, responses: ok } } }, rest);
const answer = (schema: Json, rest: JsonObject = {}) =>
  get({ responses: { "200": { description: "ok", ...json(schema) } } }, rest);
const told = (base: JsonObject, revision: JsonObject) =>
  compareDocuments(base, revision, { today: "2026-06-01" }).map(({ level, id }) => `${level} ${id}`);

const securitySchemes = {
  b: { type: "http", scheme: "bearer" },
  k: { type: "apiKey", in: "header", name: "K" },
};
const needs = (...names: string[]) => ({ security: names.map((name) => ({ [name]: [] })) });

test("security counts where an operation inherits it, and by what is asked for", () => {
  const components = { components: { securitySchemes } };
  const own = get(needs("b"), components);
  expect(told(own, get({}, { ...components, ...needs("b") }))).toEqual([]);
  expect(told(get({}, { ...components, ...needs("b") }), own)).toEqual([]);
  expect(told(own, get(needs("b"), { ...components, ...needs("k") }))).toEqual([]);
  expect(told(get({}, components), get({}, { ...components, ...needs("b") }))).toEqual([
    "breaking api-global-security-became-required",
  ]);
  expect(told(own, get({}, { ...components, ...needs("k") }))).toContain("breaking api-security-removed");
});

const at = (url: string, variables?: JsonObject) => ({
  servers: [{ url, ...(variables === undefined ? {} : { variables }) }],
});

test("a server that is gone breaks, wherever it is named", () => {
  const gone = ["breaking api-server-removed", "safe api-server-added"];
  expect(told(get({}, at("https://a.com/v1")), get({}, at("https://a.com/v2")))).toEqual(gone);
  expect(told(get(at("https://a.com/v1")), get(at("https://a.com/v2")))).toEqual(gone);
  expect(told(get({}, at("https://a.com/v1")), get(at("https://a.com/v1/")))).toEqual([]);
  expect(told(get({}, at("https://a.com")), get({}, at("https://A.com:443/")))).toEqual([]);
  expect(told(get({}, at("/v1")), get({}, at("https://a.com/v1")))[0]).toBe("risky api-server-removed");
  expect(told(get({}), get({}, at("https://a.com")))).toEqual(["safe api-server-added"]);
  const region = (...values: string[]) =>
    at("https://{r}.a.com", { r: { default: values[0] ?? "", enum: values } });
  expect(told(get({}, region("eu", "us")), get({}, region("eu")))).toEqual(["breaking api-server-removed"]);
});

test("a base path that moves between servers and paths changes no address", () => {
  const served = (path: string, ...urls: string[]) =>
    document({ [path]: { get: { responses: ok } } }, { servers: urls.map((url) => ({ url })) });
  const same = [
    [served("/a/{id}", "https://a.com/v1"), served("/v1/a/{key}", "https://a.com/")],
    [served("/v1/a", "/"), served("/a", "/v1/")],
    [document({ "/v1/a": { get: { responses: ok } } }), served("/a", "/v1")],
    [served("/a", "https://a.com/v1", "https://b.com/v1"), served("/v1/a", "https://a.com", "https://b.com")],
  ] as const;
  for (const [one, other] of same) {
    expect(told(one, other)).toEqual([]);
    expect(told(other, one)).toEqual([]);
  }
  expect(told(served("/a", "https://a.com/v1"), served("/v1/a", "https://a.com", "https://b.com"))).toEqual([
    "safe api-server-added",
  ]);
  expect(told(served("/a", "https://a.com/v1", "https://b.com"), served("/v1/a", "https://a.com"))).toEqual([
    "breaking api-server-removed",
  ]);
  const gone = "breaking api-path-removed-without-deprecation";
  expect(told(served("/a", "https://a.com/v1"), served("/v2/a", "https://a.com"))).toContain(gone);
  expect(told(served("/a/", "https://a.com/v1"), served("/v1/a", "https://a.com"))).toContain(gone);
  expect(told(served("/a", "https://a.com"), served("/v1/a", "https://a.com"))).toContain(gone);
});

test("what changed in an operation is told though its base path moved", () => {
  const served = (path: string, url: string, schema: Json) =>
    document({ [path]: { post: { requestBody: json(schema), responses: ok } } }, at(url));
  expect(
    told(served("/a", "/v1", { type: "string" }), served("/v1/a", "/", { type: "string", maxLength: 9 })),
  ).toEqual(["breaking request-body-max-length-set"]);
});

test("an operation whose base path moved is found by either name", () => {
  const served = (path: string, url: string) => document({ [path]: { get: { responses: ok } } }, at(url));
  const editions = [served("/a/{id}", "/v1"), served("/v1/a/{key}", "/")] as const;
  for (const wanted of ["GET /a/{x}", "get /v1/a/{key}"])
    expect(findChangedOperation(wanted, ...editions)).toBe("GET /a/{id}");
  expect(findChangedOperation("GET /b", served("/a", "/v1"), served("/b", "/v1"))).toBe("GET /b");
});

test("a removed operation was announced only by a sunset date that has passed", () => {
  const left = document({});
  const levels = (operation: JsonObject) => told(get(operation), left);
  expect(levels({})).toEqual(["breaking api-path-removed-without-deprecation"]);
  expect(levels({ deprecated: true })).toEqual(["breaking api-path-removed-without-sunset"]);
  expect(levels({ deprecated: true, "x-sunset": "2026-07-01" })).toEqual([
    "breaking api-path-removed-before-sunset",
  ]);
  expect(levels({ deprecated: true, "x-sunset": "2026-05-01" })).toEqual([
    "safe api-path-removed-with-deprecation",
  ]);
});

test("null is not a value of a list without it, in 3.0 as in 3.1", () => {
  const old = { openapi: "3.0.3" };
  const before = (schema: JsonObject) => post({ properties: { p: { type: "string", ...schema } } }, old);
  const after = (schema: JsonObject) => post({ properties: { p: schema } });
  expect(
    told(before({ nullable: true, enum: ["x"] }), after({ type: ["string", "null"], enum: ["x"] })),
  ).toEqual([]);
  expect(told(before({ nullable: true, enum: ["x"] }), after({ type: "string", enum: ["x"] }))).toEqual([]);
  expect(
    told(before({ nullable: true, enum: ["x", null] }), after({ type: "string", enum: ["x"] })),
  ).toContain("breaking request-property-became-not-nullable");
  expect(told(before({ nullable: true }), after({ type: ["string", "null"] }))).toEqual([]);
});

test("what only explains counts through a wrapping `allOf`", () => {
  for (const target of [{ readOnly: true }, { default: "a" }, { deprecated: true }, { writeOnly: true }]) {
    const components = { components: { schemas: { T: { type: "string", ...target } } } };
    const $ref = "#/components/schemas/T";
    const plain = post({ required: ["id"], properties: { id: { $ref } } }, components);
    const wrapped = post({ required: ["id"], properties: { id: { allOf: [{ $ref }] } } }, components);
    expect(told(plain, wrapped)).toEqual([]);
    expect(told(wrapped, plain)).toEqual([]);
  }
});

test("an anchor is followed", () => {
  const schema = (type: string) => ({ components: { schemas: { A: { $anchor: "name", type } } } });
  expect(told(post({ $ref: "#name" }, schema("string")), post({ $ref: "#name" }, schema("integer")))).toEqual(
    ["breaking request-body-type-changed"],
  );
  expect(told(post({ $ref: "#name" }, schema("string")), post({ type: "string" }))).toEqual([]);
});

test("the schema of a text's content is compared", () => {
  const text = (schema: Json) => ({
    type: "string",
    contentMediaType: "application/json",
    contentSchema: schema,
  });
  const [wide, narrow] = [text({ type: "string" }), text({ type: "string", maxLength: 3 })];
  expect(told(post(wide), post(narrow))).toEqual(["breaking request-body-content-schema-changed"]);
  expect(told(post(narrow), post(wide))).toEqual(["safe request-body-content-schema-changed"]);
  expect(told(answer(narrow), answer(wide))).toEqual(["breaking response-body-content-schema-changed"]);
});

test("a renamed discriminator value breaks those who switch on it", () => {
  const components = {
    components: { schemas: { Cat: { type: "object", properties: { kind: { type: "string" } } } } },
  };
  const pet = (...values: string[]) => ({
    oneOf: [{ $ref: "#/components/schemas/Cat" }],
    discriminator: {
      propertyName: "kind",
      mapping: Object.fromEntries(values.map((value) => [value, "#/components/schemas/Cat"])),
    },
  });
  for (const use of [answer, post])
    expect(told(use(pet("cat"), components), use(pet("feline"), components))).toEqual([
      expect.stringMatching(/^breaking .*-discriminator-mapping-renamed$/),
    ]);
  expect(told(answer(pet("cat"), components), answer(pet("cat", "feline"), components))).toEqual([
    "risky response-body-discriminator-mapping-added",
  ]);
});

test("without a mapping, the name of a component is the discriminator value", () => {
  const animal = (sound: string) => ({
    type: "object",
    required: ["kind", sound],
    properties: { kind: { type: "string" }, [sound]: { type: "string" } },
  });
  const pets = (cat: string, mapping?: JsonObject): [JsonObject, JsonObject] => [
    {
      oneOf: [{ $ref: `#/components/schemas/${cat}` }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind", ...(mapping === undefined ? {} : { mapping }) },
    },
    { components: { schemas: { [cat]: animal("meow"), Dog: animal("bark") } } },
  ];
  const written = { Cat: "#/components/schemas/Cat", Dog: "Dog" };
  const kept = { Cat: "Kitty" };
  for (const use of [answer, post]) {
    const renamed = [expect.stringMatching(/^breaking .*-body-discriminator-mapping-renamed$/)];
    expect(told(use(...pets("Cat")), use(...pets("Kitty")))).toEqual(renamed);
    expect(told(use(...pets("Cat", { cat: "Cat" })), use(...pets("Cat")))).toEqual(renamed);
    // What the names say already may be written out, or kept by a mapping.
    expect(told(use(...pets("Cat")), use(...pets("Cat", written)))).toEqual([]);
    expect(told(use(...pets("Cat")), use(...pets("Kitty", kept)))).toEqual([]);
  }
});

test("a success under another status, a range or the default is compared", () => {
  const success = (status: string, type: string) =>
    get({ responses: { [status]: { description: "ok", ...json({ type }) } } });
  expect(told(success("201", "string"), success("200", "integer"))).toContain(
    "breaking response-body-type-changed",
  );
  expect(told(success("201", "string"), success("200", "string"))).toEqual([
    "breaking response-success-status-removed",
    "safe response-success-status-added",
  ]);
  for (const status of ["2XX", "200"])
    expect(told(success(status, "string"), success("default", "string"))).toContain(
      "breaking response-success-status-replaced-by-default",
    );
  expect(told(success("2XX", "string"), success("200", "string"))).not.toContain(
    "breaking response-success-status-removed",
  );
});

const objects = (...schemas: JsonObject[]) => ({
  oneOf: schemas.map((schema) => ({ type: "object", ...schema })),
});
const kind = (...values: string[]) => ({ required: ["kind"], properties: { kind: { enum: values } } });
const levels = (base: JsonObject, revision: JsonObject) =>
  told(base, revision).map((one) => one.split(" ")[0]);

test("alternatives that overlap now refuse what only one of them took before", () => {
  const pair = (one: JsonObject, other: JsonObject) => post(objects(one, other));
  expect(levels(pair(kind("a", "b"), kind("c")), pair(kind("a", "b"), kind("c", "b")))).toContain("breaking");
  expect(levels(pair(kind("a"), kind("c")), pair(kind("a"), kind("c", "d")))).toEqual(["safe"]);
  const card = { required: ["amount"], properties: { card: {}, amount: { type: "integer" } } };
  const iban = (required: string[]) => ({ required, properties: { iban: {}, amount: { type: "integer" } } });
  expect(levels(pair(card, iban(["amount", "iban"])), pair(card, iban(["amount"])))).toContain("breaking");
  const both = { type: "object", properties: { foo: { type: "string" }, bar: { type: "string" } } };
  const needing = (name: string) => ({ ...both, required: [name] });
  expect(levels(post({ ...both, required: ["foo", "bar"] }), pair(needing("foo"), needing("bar")))).toContain(
    "breaking",
  );
});

test("a condition on a member that anybody could send breaks those who did", () => {
  const free = { type: "object" };
  for (const condition of [
    { dependentRequired: { a: ["b"] } },
    { dependentSchemas: { a: { required: ["b"] } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { if: { required: ["a"] }, then: { required: ["b"] } },
  ]) {
    expect(levels(post(free), post({ ...free, ...condition }))).toContain("breaking");
    expect(levels(post({}), post(condition))).toContain("breaking");
    expect(levels(answer({ ...free, ...condition }), answer(free))).toContain("breaking");
    expect(levels(post({ ...free, ...condition }), post(free))).not.toContain("breaking");
  }
  const members = { type: "object", properties: { k: { type: "string" }, v: { type: "string" } } };
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  const when = { if: { required: ["k"], properties: { k: { const: "x" } } }, then: { required: ["v"] } };
  expect(levels(post(members), post({ ...members, ...when }))).toContain("breaking");
});

test("a condition on a member counts the same, however it is spelled", () => {
  const oneOf = [{ maxProperties: 3 }, { if: false }, { maxLength: 1 }];
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  const when = (condition: Json) => answer({ if: condition, then: { oneOf } });
  const plain = when({ required: ["a"] });
  for (const spelling of [
    { allOf: [{ required: ["a"] }] },
    { allOf: [true, { required: ["a"] }], description: "once a is there" },
    { required: ["a", "a"] },
  ]) {
    expect(told(plain, when(spelling))).toEqual([]);
    expect(told(when(spelling), plain)).toEqual([]);
  }
});

test("two bounds are compared however large they are", () => {
  for (const [keyword, type] of [
    ["maxLength", "string"],
    ["maxItems", "array"],
  ] as const) {
    const of = (limit: number) => ({ type, items: { type: "string" }, [keyword]: limit });
    expect(levels(answer(of(10_485_760)), answer(of(20_971_520)))).toEqual(["breaking"]);
    expect(levels(post(of(20_971_520)), post(of(10_485_760)))).toEqual(["breaking"]);
    expect(levels(answer(of(20_971_520)), answer(of(10_485_760)))).toEqual(["safe"]);
  }
});

test("the order of alternatives does not matter, whatever they say", () => {
  const list = (...anyOf: Json[]) => post({ type: "array", items: { anyOf } });
  for (const odd of [{ $recursiveRef: "#" }, { $dynamicRef: "#a" }, { unknownKeyword: 1 }])
    expect(told(list({ type: "string" }, odd), list(odd, { type: "string" }))).toEqual([]);
});

test("an object that is open counts the same, spelled out or not", () => {
  const open = (properties: JsonObject, rest: JsonObject) => post({ type: "object", properties, ...rest });
  const [a, b] = [{ a: { type: "string" } }, { b: { type: "string" } }];
  for (const rest of [{}, { additionalProperties: true }, { additionalProperties: {} }]) {
    expect(told(open(a, {}), open(a, rest))).toEqual([]);
    expect(told(open(a, rest), open({ ...a, ...b }, rest))).toEqual(["safe new-optional-request-property"]);
  }
});

test("an example is shown only if it was valid before and is not now", () => {
  const list = { type: "array", items: { type: "string" } };
  const changes = compareDocuments(post(list), post({ ...list, maxItems: 2 }));
  expect(changes.map(({ message, witness }) => [message, witness])).toEqual([
    ["The request body got the restriction `maxItems` 2.", undefined],
  ]);
  const text = compareDocuments(post({ type: "string" }), post({ type: "string", maxLength: 2 }));
  expect(text.map(({ message }) => message)).toEqual([
    'The request body got the restriction `maxLength` 2. For example, `"abc"` is no longer accepted.',
  ]);
});

test("says which members one of is needed", () => {
  const free = { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } };
  const changes = compareDocuments(
    post(free),
    post({ ...free, anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
  );
  expect(changes).toContainEqual(
    expect.objectContaining({
      id: "request-body-one-of-removed",
      level: "breaking",
      message: "The request body needs one of `a` and `b` now.",
    }),
  );
});

test("the members of an object that names none are data, whatever else it says", () => {
  const free = { type: "object", dependentRequired: { a: ["b"] } };
  expect(levels(post(free), post({ ...free, properties: { c: { type: "string" } } }))).toContain("risky");
});

test("what cannot be judged does not matter where it holds for all of the listed values", () => {
  const of = (...values: string[]) => ({ type: "string", format: "colour", enum: values });
  expect(told(post(of("a")), post(of("a", "b")))).toEqual(["safe request-body-enum-value-added"]);
});

test("a failure of its own is held against the default that stood for it", () => {
  const failure = (type: string) => ({ description: "failure", ...json({ type }) });
  const responses = (own: JsonObject) => get({ responses: { ...ok, default: failure("string"), ...own } });
  const [without, same, other] = [{}, { "500": failure("string") }, { "500": failure("integer") }].map(
    responses,
  );
  expect(told(without!, same!)).toEqual(["safe response-non-success-status-added"]);
  expect(told(without!, other!)).toContain("breaking response-body-type-changed");
  expect(told(other!, without!)).toContain("breaking response-body-type-changed");
  expect(told(same!, without!)).toEqual([]);
});

test("links are compared by where they lead, not by how they are described", () => {
  const linked = (links: JsonObject) => get({ responses: { "200": { description: "ok", links } } });
  const next = { operationId: "list", description: "goes on" };
  expect(told(linked({ next }), linked({ next: { operationId: "list" } }))).toEqual([]);
  expect(told(linked({ next }), linked({ next: { ...next, parameters: { page: "2" } } }))).toEqual([
    "risky response-link-changed",
  ]);
  expect(told(linked({ next }), linked({ more: next }))).toEqual([
    "risky response-link-removed",
    "safe response-link-added",
  ]);
});

test("reserved characters may be encoded where they need not be, and not the other way round", () => {
  const query = (rest: JsonObject) => get({ parameters: [{ name: "q", in: "query", ...rest }] });
  expect(told(query({ allowReserved: true }), query({}))).toEqual([
    "risky request-parameter-reserved-characters-forbidden",
  ]);
  expect(told(query({}), query({ allowReserved: true }))).toEqual([]);
});

test("a member that leaves a message by who may write it counts as one that was removed", () => {
  const member = (more: JsonObject) => ({ type: "object", properties: { a: { type: "string", ...more } } });
  const levels = (of: (schema: Json) => JsonObject, more: JsonObject) =>
    told(of(member({})), of(member(more)));
  expect(levels(post, { readOnly: true })).toEqual(["risky request-property-became-read-only"]);
  expect(levels(answer, { writeOnly: true })).toEqual(["risky response-property-became-write-only"]);
  expect(levels(answer, { readOnly: true })).toEqual(["safe response-property-became-read-only"]);
  expect(levels(post, { writeOnly: true })).toEqual(["safe request-property-became-write-only"]);
});

test("a required member that became write-only is told by its name", () => {
  const member = (more: JsonObject) => ({
    type: "object",
    required: ["a"],
    properties: { a: { type: "string", ...more }, b: { type: "string" } },
  });
  const changes = compareDocuments(answer(member({})), answer(member({ writeOnly: true })));
  expect(changes.map(({ level, id, message }) => [level, id, message])).toEqual([
    [
      "breaking",
      "response-property-became-write-only",
      "In the body of response 200, `a` became write-only, though it was always there.",
    ],
  ]);
});
