import { isObject } from "../../json/json.ts";
import { pointerTo } from "../../json/pointer.ts";
import { dereference, memberAt, type Place } from "../../openapi/references.ts";
import { resolveSchema } from "../../openapi/resolve-schema.ts";
import type { OpenApiDocument, ResolvedSchema } from "../../openapi/schema.ts";

/** The operation under test and the sibling operations that make its effects visible. */
export type OperationId = "sendMessage" | "createSession" | "getSession" | "listHistory" | "createContact";

/** Every operation by method and by the end of its path, where `{}` is any template: editions name them differently. */
const TEMPLATES: Readonly<Record<OperationId, readonly [method: string, path: string]>> = {
  sendMessage: ["post", "/chat/sessions/{}/send"],
  createSession: ["post", "/chat/sessions"],
  getSession: ["get", "/chat/sessions/{}"],
  listHistory: ["get", "/chat/sessions/{}/history"],
  createContact: ["post", "/contacts"],
};

/** All operations, the one under test first. */
export const operationIds = Object.keys(TEMPLATES) as readonly OperationId[];

/** Whether a name is that of an operation; a recording made elsewhere may hold any. */
export function isOperationId(name: string | undefined): name is OperationId {
  return name !== undefined && name in TEMPLATES;
}

/** The path of a session, or one below it; `id` goes in as it stands. */
export function sessionPath(id: string, below = ""): string {
  return `${TEMPLATES.getSession[1].replace("{}", () => id)}${below}`;
}

const IN_PATH = new RegExp(sessionPath("([^/?]+)"));

/** The session id in a path, decoded where it can be; `undefined` if the path names no session. */
export function sessionInPath(path: string): string | undefined {
  const part = IN_PATH.exec(path)?.[1];
  return part === undefined ? undefined : decoded(part);
}

/** A piece of a path as the text that it stands for; as it is where it stands for none. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An operation where it stands in its document. */
export interface FoundOperation {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly place: Place;
}

/** Finds an operation in a document, below whatever prefix its paths have; `undefined` where it is missing. */
export function findOperation(document: OpenApiDocument, id: OperationId): FoundOperation | undefined {
  const [method, template] = TEMPLATES[id];
  const paths = isObject(document.paths) ? document.paths : {};
  const candidates = Object.keys(paths)
    .filter((path) =>
      path
        .replace(/\/+$/, "")
        .replace(/\{[^/]*\}/g, "{}")
        .endsWith(template),
    )
    .sort((a, b) => a.length - b.length);
  for (const path of candidates) {
    const item = paths[path];
    if (!isObject(item)) continue;
    const pathItem = dereference(document, { pointer: pointerTo("/paths", path), value: item });
    const place = memberAt(document, pathItem, method);
    if (place) return { method: method.toUpperCase(), path, place };
  }
  return undefined;
}

/** Where the schema of the operation's JSON request body stands. */
export function requestSchemaPlace(
  document: OpenApiDocument,
  operation: FoundOperation | undefined,
): Place | undefined {
  return jsonSchema(document, memberAt(document, operation?.place, "requestBody"));
}

/** The names under which a document may describe a status, the one that goes first first: `200`, `2XX`, `default`. */
export function statusKeys(status: number): string[] {
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, range.toLowerCase(), "default"];
}

/** Where the schema of the response with this status stands: by the status itself, its range, or the default. */
export function responseSchemaPlace(
  document: OpenApiDocument,
  operation: FoundOperation | undefined,
  status: number,
): Place | undefined {
  const responses = memberAt(document, operation?.place, "responses");
  for (const key of statusKeys(status)) {
    const response = memberAt(document, responses, key);
    if (response) return jsonSchema(document, response);
  }
  return undefined;
}

/**
 * Every schema that bodies of the operations are judged by, by its place.
 * @throws UsageError for a reference that leads nowhere, and for a schema without end
 */
export function bodySchemas(document: OpenApiDocument): Map<string, ResolvedSchema> {
  const places = operationIds.flatMap((id) => {
    const found = findOperation(document, id);
    const responses = memberAt(document, found?.place, "responses");
    return [
      requestSchemaPlace(document, found),
      ...Object.keys(responses?.value ?? {}).map((status) =>
        jsonSchema(document, memberAt(document, responses, status)),
      ),
    ].filter((place) => place !== undefined);
  });
  return new Map(places.map((place) => [place.pointer, resolveSchema(document, place)]));
}

function jsonSchema(document: OpenApiDocument, body: Place | undefined): Place | undefined {
  const content = memberAt(document, body, "content");
  const type = Object.keys(content?.value ?? {}).find((media) =>
    /^application\/([^;]+\+)?json\s*(;|$)/i.test(media),
  );
  if (content === undefined || type === undefined) return undefined;
  const media = memberAt(document, content, type);
  const schema = media?.value.schema;
  return media && isObject(schema)
    ? { pointer: pointerTo(media.pointer, "schema"), value: schema }
    : undefined;
}
