import { type Keys, showCredential } from "../../http/credentials.ts";
import type { Transport, WireAnswer } from "../../http/transport.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import type { OperationId } from "../contract/operations.ts";
import { dataIn } from "../contract/records.ts";
import { requestLine, sendPatiently } from "./provider-api.ts";
import { CannotSetUp, type Scope, type Setup } from "./scope.ts";

/** Ids of what verification created and could not remove: there is no operation for that. */
export interface LeftBehind {
  readonly sessions: string[];
  readonly contacts: string[];
}

export interface ProviderAccess {
  readonly transport: Transport;
  readonly keys: Keys;
  readonly patienceMs: number;
}

/** What states and the relay do at the provider on behalf of one interaction. */
export interface ProviderSetup extends Setup {
  /** Whether a read shows all that was set, or says nothing about it. */
  showsAll(operation: OperationId | undefined, body: Uint8Array): boolean;
  /** Whether the session of the scope was made for it. */
  exists(): boolean;
  /** Keeps the id of whatever an answer says was created. */
  noteCreated(operation: OperationId | undefined, response: NonNullable<WireAnswer["response"]>): void;
}

/** Sets states up by the documented operations, with the valid key. */
export function providerSetup(access: ProviderAccess, scope: Scope, leftBehind: LeftBehind): ProviderSetup {
  const exists = () => leftBehind.sessions.includes(scope.values.sessionId ?? "");
  return { scope, call, showsAll, exists, noteCreated };

  async function call(...[operation, input = {}]: Parameters<Setup["call"]>): ReturnType<Setup["call"]> {
    const { authorization = "" } = showCredential("valid", access.keys) ?? {};
    const answer = await sendPatiently(
      access.transport,
      {
        ...requestLine(operation, input.sessionId),
        headers: [
          ["authorization", authorization],
          ...(input.body ? [["content-type", "application/json"] as const] : []),
        ],
        ...(input.body ? { body: Buffer.from(JSON.stringify(input.body)) } : {}),
      },
      input.once ? 0 : access.patienceMs,
    );
    if (answer.response === undefined) {
      throw new CannotSetUp(`no whole answer: ${answer.error?.kind}, ${answer.error?.message}`);
    }
    noteCreated(operation, answer.response);
    return { status: answer.response.status, body: jsonOf(answer.response.body) };
  }

  function showsAll(operation: OperationId | undefined, body: Uint8Array): boolean {
    const { session, contact, texts } = scope.expected;
    if (operation === "listHistory") {
      const history = JSON.stringify(jsonOf(body));
      return texts.every((text) => history.includes(JSON.stringify(text)));
    }
    if (operation !== "getSession") return true;
    const shown = jsonOf(body);
    return holds(dataIn(shown, "session"), session) && holds(dataIn(shown, "contact"), contact);
  }

  function noteCreated(
    operation: OperationId | undefined,
    { status, body }: NonNullable<WireAnswer["response"]>,
  ) {
    const { id } = objectAt(jsonOf(body));
    if (status >= 300 || typeof id !== "string") return;
    if (operation === "createSession") leftBehind.sessions.push(id);
    if (operation === "createContact") leftBehind.contacts.push(id);
  }
}

function holds(data: Json | undefined, expected: JsonObject): boolean {
  const shown = objectAt(data);
  return Object.entries(expected).every(([key, value]) => Object.hasOwn(shown, key) && shown[key] === value);
}

function objectAt(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function jsonOf(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString()) as Json;
  } catch {
    return undefined;
  }
}
