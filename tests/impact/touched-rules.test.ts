import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { touchedRules } from "../../src/impact/touched-rules.ts";
import { parseDocument } from "../../src/openapi/parse-document.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { rules } from "../../src/send-message/rules/registry.ts";

// biome-ignore lint/suspicious/noExplicitAny: an edit reaches wherever it likes.
type Edit = (document: any) => void;

const page = parseDocument(readFileSync("spec/opencx.openapi.yaml", "utf8"), "the page's document");

/** The rules of every change that an edit of the page's document makes; `!` marks those that cannot be enforced. */
function touchedBy(edit: Edit, base = page): string[] {
  const revision = structuredClone(base);
  edit(revision);
  const rulesOf = touchedRules(base, revision);
  const found = compareDocuments(base, revision).flatMap((change) => rulesOf(change));
  return [
    ...new Set(found.map(({ id, effect }) => (effect === "cannot be enforced" ? `${id}!` : id))),
  ].toSorted();
}

const send = (document: Parameters<Edit>[0]) => document.paths["/chat/sessions/{session_id}/send"].post;
const schema = (document: Parameters<Edit>[0], name: string) => document.components.schemas[name];

test.each<[string, Edit, string[]]>([
  [
    "a member that is required no longer",
    (it) => {
      schema(it, "SendMessageRequest").required = ["message"];
    },
    // What the page requires may still be refused: only the rule that demands a refusal is touched.
    ["open/missing-member-status", "request/required"],
  ],
  [
    "session data that takes strings only",
    (it) => {
      schema(it, "SessionCustomData").additionalProperties.type = "string";
    },
    [
      "independence/both-accepted",
      "independence/keys-alter-nothing-else",
      "open/unusual-keys",
      "request/example-accepted!",
      "response/reads-are-json",
      "session-data/booleans-accepted!",
      "session-data/booleans-come-back!",
      "session-data/numbers-accepted!",
      "session-data/numbers-come-back!",
      "session-data/unusual-accepted",
    ],
  ],
  [
    "session data that takes anything",
    (it) => {
      schema(it, "SessionCustomData").additionalProperties = {};
    },
    [
      "rejection/arrays-in-session-data!",
      "rejection/nested-session-data!",
      "rejection/objects-under-proto-in-session-data",
      "session-data/returned-by-get-session",
    ],
  ],
  [
    "a member of the answer that is gone",
    (it) => {
      schema(it, "SendMessageResponse").required = ["data"];
      delete schema(it, "SendMessageResponse").properties.success;
    },
    ["response/success"],
  ],
  [
    "another type of a message's id",
    (it) => {
      schema(it, "SendMessageResponse").properties.data.properties.message.properties.id.type = "integer";
    },
    ["open/history-id", "response/documented-shape!", "response/message-id"],
  ],
  [
    "another success status",
    (it) => {
      const { responses } = send(it);
      responses["201"] = responses["2XX"];
      delete responses["2XX"];
    },
    ["open/accepted-status"],
  ],
  [
    "callers without a key",
    (it) => {
      it.security = [{}, { bearer: [] }];
    },
    [
      "authentication/bearer-scheme!",
      "authentication/key-required!",
      "authentication/read-only-without-effect!",
      "authentication/reads-need-a-key!",
      "authentication/scope-required!",
      "authentication/whole-key-compared!",
      "authentication/wrong-key-refused!",
      "open/creating-without-key!",
    ],
  ],
  [
    "another value in a session",
    (it) => {
      schema(it, "Session").properties.status.enum.push("paused");
    },
    ["open/session-as-documented", "open/take-over-effect"],
  ],
  [
    "a header that must be sent",
    (it) => {
      send(it).parameters.push({
        name: "X-Tenant",
        in: "header",
        required: true,
        schema: { type: "string" },
      });
    },
    ["request/message-accepted"],
  ],
  [
    "another form of session ids",
    (it) => {
      it.components.parameters.SessionId.schema.format = "uuid";
    },
    ["robustness/unknown-session-refused"],
  ],
  [
    "descriptions, tags and ids",
    (it) => {
      send(it).operationId = "other";
      send(it).tags = ["Other"];
      send(it).description = "Other words";
    },
    [],
  ],
  [
    "an operation that is none of ours",
    (it) => {
      it.paths["/teams"] = { get: { responses: { 200: { description: "Teams" } } } };
    },
    [],
  ],
])("%s", (_what, edit, expected) => {
  expect(touchedBy(edit)).toEqual(expected);
});

test("the history that is gone takes the rules about it along, and no others", () => {
  const touched = touchedBy((it) => {
    delete it.paths["/chat/sessions/{session_id}/history"];
  });
  expect(touched).toContain("messages/in-history-once!");
  expect(touched).toContain("open/history-order!");
  expect(touched).not.toContain("authentication/key-required!");
  expect(touched).not.toContain("session-data/strings-come-back!");
});

test("without the operation under test no rule can be enforced", () => {
  const touched = touchedBy((it) => {
    delete it.paths["/chat/sessions/{session_id}/send"];
  });
  expect(touched).toEqual(rules.map(({ id }) => `${id}!`).toSorted());
});

test("a document of another API touches nothing", () => {
  const other = parseDocument(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "other", version: "1" },
      paths: { "/a": { get: { responses: { 200: { description: "ok" } } } } },
    }),
    "other",
  );
  expect(
    touchedBy((it) => {
      it.paths = {};
    }, other),
  ).toEqual([]);
});

test("a schema that no validator can use hides no change", () => {
  const revision = structuredClone(page);
  (revision as Parameters<Edit>[0]).components.schemas.Message.properties.text.pattern = "(";
  const changes = compareDocuments(page, revision);
  expect(changes).not.toEqual([]);
  for (const change of changes) expect(touchedRules(page, revision)(change)).toEqual([]);
});
