import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { parseDocument } from "../../src/openapi/parse-document.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { brokenInteractions } from "../../src/pact/compare/broken-interactions.ts";
import type { Pact } from "../../src/pact/interaction.ts";
import { loadPacts } from "../../src/pact/load-pacts.ts";

// biome-ignore lint/suspicious/noExplicitAny: an edit reaches wherever it likes.
type Edit = (document: any) => void;

const page = parseDocument(readFileSync("spec/opencx.openapi.yaml", "utf8"), "the page's document");
let pacts: Pact[];
beforeAll(async () => {
  pacts = await loadPacts(["contracts/pacts/opencx-client-opencx.json"]);
});

/** What breaks by an edit of the page's document, and the ids of the changes that explain it. */
async function brokenBy(edit: Edit, base = page): Promise<Map<string, string[]>> {
  const revision = structuredClone(base);
  edit(revision);
  const changes = compareDocuments(base, revision);
  const broken = await brokenInteractions(pacts, base, revision, changes);
  const idOf = (print: string) => changes.find(({ fingerprint }) => fingerprint === print)!.id;
  return new Map(broken.map((one) => [one.interaction.split(" (given")[0]!, one.changes.map(idOf)]));
}

const send = (document: Parameters<Edit>[0]) => document.paths["/chat/sessions/{session_id}/send"].post;
const schema = (document: Parameters<Edit>[0], name: string) => document.components.schemas[name];

test("nothing breaks without a change, nor by one that nobody uses", async () => {
  expect(await brokenBy(() => undefined)).toEqual(new Map());
  const added = await brokenBy((it) => schema(it, "SendMessageRequest").properties.sender.enum.push("bot"));
  expect(added).toEqual(new Map());
});

test("a base path that moves breaks nobody, and hides no break", async () => {
  const move: Edit = (it) => {
    it.servers = [{ url: "https://api.open.cx" }];
    it.paths = Object.fromEntries(
      Object.entries(it.paths).map(([path, item]) => [
        `/v2${path.replace("{session_id}", "{id}")}`,
        JSON.parse(JSON.stringify(item).replaceAll('"session_id"', '"id"')),
      ]),
    );
  };
  const served = { ...page, servers: [{ url: "https://api.open.cx/v2" }] };
  expect(await brokenBy(move, served)).toEqual(new Map());
  const broken = await brokenBy((it) => {
    schema(it, "SendMessageResponse").properties.data.properties.message.properties.id.type = "integer";
    move(it);
  }, served);
  expect(broken.get("opencx-client: a message of the contact")).toEqual(["response-property-type-changed"]);
});

test("names the interactions that send what is refused now, and no others", async () => {
  const broken = await brokenBy((it) => {
    schema(it, "SessionCustomData").additionalProperties.type = "string";
  });
  expect([...broken.keys()].toSorted()).toEqual([
    "opencx-client: a message with session custom data",
    "opencx-client: a message with unusual texts and numbers in custom data",
    "opencx-client: the creation of a session with custom data and a contact",
    "opencx-client: the example of the page, with custom data of both kinds",
  ]);
  for (const ids of broken.values()) expect(ids).toEqual(["request-property-list-of-types-narrowed"]);
});

test("names those that expect what is answered no longer", async () => {
  const broken = await brokenBy((it) => {
    schema(it, "SendMessageResponse").properties.data.properties.message.properties.id.type = "integer";
  });
  expect(broken.get("opencx-client: a message of the contact")).toEqual(["response-property-type-changed"]);
  expect(broken.has("opencx-client: a nested object in session custom data")).toBe(false);
});

test("explains a break by a removal, even by one that breaks no other consumer", async () => {
  const operation = await brokenBy((it) => {
    delete it.paths["/chat/sessions/{session_id}/history"];
  });
  expect([...operation]).toEqual([
    ["opencx-client: the history after a message", ["api-path-removed-without-deprecation"]],
  ]);
  const status = await brokenBy((it) => {
    delete send(it).responses["400"];
    delete send(it).responses["4XX"];
  });
  const ids = ["response-non-success-status-removed", "response-non-success-status-removed"];
  expect(status.get("opencx-client: a nested object in session custom data")).toEqual(ids);
});

test("what was broken before is not the fault of the changes", async () => {
  const before = structuredClone(page) as Parameters<Edit>[0];
  schema(before, "SessionCustomData").additionalProperties.type = "string";
  const broken = await brokenBy((it) => {
    delete it.paths["/chat/sessions/{session_id}/history"];
  }, before);
  expect([...broken.keys()]).toEqual(["opencx-client: the history after a message"]);
});
