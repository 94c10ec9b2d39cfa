import { type Exchange, jsonBody } from "../../http/exchange.ts";
import { memberAt } from "../../openapi/references.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";
import { undocumented } from "../../openapi/undocumented.ts";
import type { Contract } from "../../send-message/contract/contract.ts";
import {
  findOperation,
  isOperationId,
  type OperationId,
  statusKeys,
} from "../../send-message/contract/operations.ts";

/** Something that was seen in answers, and that the document does not have. */
export interface Drift {
  /** Method and path as the document has them; below the status, for what stands in an answer: `GET /a 200`. */
  readonly place: string;
  readonly kind: "status" | "header" | "member";
  /** The status, the name of the header in lower case, or the path of the member: `data.items[].extra`. */
  readonly seen: string;
}

/** Most changes that are listed; a provider that makes up names without end would fill the report. */
const MOST = 200;
/** The longest part of a name that is shown, in characters. */
const LONGEST = 120;

/** What HTTP itself says of any answer, or of its way here: no document lists these. */
const OF_HTTP =
  /^(content-.*|date|connection|keep-alive|transfer-encoding|trailer|server|vary|etag|last-modified|cache-control|expires|age|via|pragma|accept-ranges|alt-svc|www-authenticate|strict-transport-security|access-control-.*)$/;

/**
 * Collects what answers have beyond the document, exchange by exchange; the exchanges themselves are not held.
 */
export function collectDrift(contract: Contract): {
  readonly add: (exchanges: readonly Exchange[]) => void;
  /** In the order of place, kind and name, each once. */
  readonly drift: () => Drift[];
} {
  const found = new Map<string, Drift>();
  const documented = new Map<string, Documented | undefined>();
  const note = (place: string, kind: Drift["kind"], name: string) => {
    const seen = name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
    if (found.size < MOST) found.set(JSON.stringify([place, kind, seen]), { place, kind, seen });
  };
  const add = ({ operation, response }: Exchange) => {
    if (!isOperationId(operation) || response === undefined) return;
    const key = `${operation} ${response.status}`;
    if (!documented.has(key)) documented.set(key, documentedAnswer(contract, operation, response.status));
    const known = documented.get(key);
    if (known === undefined) return;
    if (!known.status) {
      note(known.place, "status", String(response.status));
      return;
    }
    const place = `${known.place} ${response.status}`;
    for (const [name] of response.headers)
      if (!OF_HTTP.test(name) && !known.headers.has(name)) note(place, "header", name);
    const body = known.schema === undefined ? undefined : jsonBody(response);
    if (body === undefined || known.schema === undefined) return;
    for (const path of undocumented(body, known.schema)) note(place, "member", path);
  };
  return {
    add: (exchanges) => exchanges.forEach(add),
    drift: () => [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, drift]) => drift),
  };
}

interface Documented {
  readonly place: string;
  readonly status: boolean;
  readonly headers: ReadonlySet<string>;
  readonly schema: ResolvedSchema | undefined;
}

/** What the document says of an answer; `undefined` where it lacks the operation, and so says nothing of it at all. */
function documentedAnswer(contract: Contract, id: OperationId, status: number): Documented | undefined {
  const { document } = contract;
  const operation = findOperation(document, id);
  if (operation === undefined) return undefined;
  const responses = memberAt(document, operation.place, "responses");
  const response = statusKeys(status)
    .map((key) => memberAt(document, responses, key))
    .find((found) => found !== undefined);
  return {
    place: `${operation.method} ${operation.path}`,
    status: response !== undefined,
    headers: new Set(
      Object.keys(memberAt(document, response, "headers")?.value ?? {}).map((name) => name.toLowerCase()),
    ),
    schema: contract.responseSchema(id, status),
  };
}
