import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDocument } from "../../src/openapi-diff/load-document.ts";
import { UsageError } from "../../src/usage-error.ts";

let folder: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "load-document-"));
  await writeFile(join(folder, "api.yaml"), "openapi: 3.1.0\ninfo: {version: old}\n");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  git("init", "-q");
  git("add", "api.yaml");
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "first");
  await writeFile(join(folder, "api.yaml"), "openapi: 3.1.0\ninfo: {version: new}\n");
  server = createServer((request, response) => {
    if (request.url === "/elsewhere") response.writeHead(302, { location: "http://example.com/" }).end();
    else response.end('{"openapi":"3.0.3","info":{"version":"served"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const refusalOf = async (source: string): Promise<string> => {
  const error = await loadDocument(source, folder).catch((reason: unknown) => reason);
  return error instanceof UsageError ? error.message : `unexpected ${String(error)}`;
};

test("loads a file, a file as a commit has it, and what a server on loopback gives", async () => {
  expect(await loadDocument(join(folder, "api.yaml"))).toMatchObject({ info: { version: "new" } });
  expect(await loadDocument("git:HEAD:api.yaml", folder)).toMatchObject({ info: { version: "old" } });
  expect(await loadDocument(`${origin}/api.json`)).toMatchObject({ info: { version: "served" } });
});

test("says what cannot be had", async () => {
  expect(await refusalOf(join(folder, "missing.yaml"))).toMatch(/^cannot read /);
  expect(await refusalOf("git:HEAD:missing.yaml")).toMatch(/^cannot read /);
  expect(await refusalOf("git:nowhere:api.yaml")).toMatch(/^cannot read /);
  expect(await refusalOf(`${origin}/elsewhere`)).toMatch(/^cannot read /);
});

test("asks no other machine, and gives git no option", async () => {
  expect(await refusalOf("http://example.com/api.yaml")).toMatch(/is not on this machine$/);
  expect(await refusalOf("file:///etc/passwd")).toMatch(/is not on this machine$/);
  expect(await refusalOf("git:--output=/dev/null:api.yaml")).toMatch(/does not name a file in git$/);
  expect(await refusalOf("git:HEAD")).toMatch(/does not name a file in git$/);
});

test("refuses references to other documents, but not data that looks like one", async () => {
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write("remote.yaml", "openapi: 3.1.0\npaths: {/a: {$ref: 'other.yaml#/a'}}");
  await write(
    "data.yaml",
    "openapi: 3.1.0\ncomponents: {schemas: {A: {example: {$ref: 'other.yaml'}, properties: {$ref: {type: string}}}}}",
  );
  expect(await refusalOf(join(folder, "remote.yaml"))).toMatch(/outside of the document, at/);
  expect(await loadDocument(join(folder, "data.yaml"))).toMatchObject({ openapi: "3.1.0" });
});

test("refuses a reference to nothing or to another file, wherever it stands, and names the place", async () => {
  const refusal = async (document: unknown) => {
    const path = join(folder, "reference.json");
    await writeFile(path, JSON.stringify({ openapi: "3.1.0", ...(document as object) }));
    const error = await loadDocument(path).catch((reason: unknown) => reason);
    return error instanceof UsageError ? error.message : "loaded";
  };
  const responses = (default_: object) => ({
    paths: { "/a": { get: { responses: { default: default_ } } } },
  });
  const schemas = (A: object) => ({ components: { schemas: { A } } });
  expect(await refusal(responses({ $ref: "./errors.yaml" }))).toMatch(
    /outside of the document, at .*\/responses\/default\/\$ref$/,
  );
  expect(await refusal(schemas({ properties: { example: { $ref: "b.yaml" } } }))).toMatch(
    /outside of the document/,
  );
  expect(await refusal(schemas({ properties: { enum: { $ref: "#/components/schemas/Typo" } } }))).toMatch(
    / at \/components\/schemas\/A\/properties\/enum\/\$ref leads to nothing$/,
  );
  expect(await refusal(schemas({ $ref: "#typo" }))).toMatch(/leads to nothing$/);
  expect(
    await refusal(
      schemas({ discriminator: { propertyName: "k", mapping: { a: "#/components/schemas/Typo" } } }),
    ),
  ).toMatch(/leads to nothing$/);
  expect(await refusal(schemas({ default: { $ref: "b.yaml" }, enum: [{ $ref: "#/x" }] }))).toBe("loaded");
  expect(
    await refusal(schemas({ $anchor: "a", items: { $ref: "#a" }, not: { $ref: "#/components/schemas/A" } })),
  ).toBe("loaded");
});

test("says which version it cannot read", async () => {
  const path = join(folder, "version.yaml");
  const message = async (version: string) => {
    await writeFile(path, `openapi: ${version}\ninfo: {}\n`);
    return loadDocument(path).then(
      () => "loaded",
      (error: UsageError) => `${error.message}: ${error.hint}`,
    );
  };
  expect(await message("3.1")).toMatch(/the number 3\.1: write it in quotes: openapi: "3\.1\.0"$/);
  expect(await message("3.2.0")).toMatch(/is an OpenAPI 3\.2\.0 document, which is not supported/);
  expect(await message('"3.1"')).toBe("loaded");
  expect(await message("3.0.3")).toBe("loaded");
});
