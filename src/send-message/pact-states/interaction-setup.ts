import { type Credential, type Keys, showCredential } from "../../http/credentials.ts";
import { isSuccess } from "../../http/exchange.ts";
import type { Transport, WireAnswer } from "../../http/transport.ts";
import { type Json, type JsonObject, jsonOf } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import type { OperationId } from "../contract/operations.ts";
import { pageContract } from "../contract/page-contract.ts";
import { dataIn } from "../contract/records.ts";
import { sendPatiently } from "./send-patiently.ts";

/** Ids of what verification created: no operation removes it. */
export interface LeftBehind {
  readonly sessions: string[];
  readonly contacts: string[];
}

export interface ProviderAccess {
  readonly transport: Transport;
  readonly keys: Keys;
  /** How long a request limit is waited out, in milliseconds. */
  readonly patienceMs: number;
}

/** Why a state could not be brought about. */
export class CannotSetUp extends Error {}

/** What a call takes: `once` does not wait out a request limit. */
export interface CallInput {
  readonly sessionId?: string;
  readonly body?: JsonObject;
  readonly once?: boolean;
}

/** What is set up at the provider for one interaction, from its first state to its answer, by the documented operations. */
export class InteractionSetup {
  /** Values that a pact may inject by name (`${sessionId}`), as the states gave them. */
  readonly values: { sessionId?: string; contactId?: string; contactEmail?: string } = {};
  /** What the request of the interaction shows as its key. */
  credential: Credential = "valid";
  /** The request limit is meant to be used up: a 429 is the answer, and not waited out. */
  limited = false;
  /** What a read must show before it says anything, since reads may lag behind writes. */
  readonly expected: { session: JsonObject; contact: JsonObject; texts: Json[] } = {
    session: {},
    contact: {},
    texts: [],
  };
  /** Why a state could not be set up: nothing of the interaction is sent then. */
  failure: string | undefined;
  readonly #access: ProviderAccess;
  readonly #leftBehind: LeftBehind;

  constructor(access: ProviderAccess, leftBehind: LeftBehind) {
    this.#access = access;
    this.#leftBehind = leftBehind;
  }

  /** Calls an operation with the valid key. @throws CannotSetUp without an answer */
  async call(
    operation: OperationId,
    { sessionId = "", body, once = false }: CallInput,
  ): Promise<{ readonly status: number; readonly body: Json | undefined }> {
    const { transport, keys, patienceMs } = this.#access;
    const { method, path } = pageContract.operations[operation];
    const { authorization = "" } = showCredential("valid", keys) ?? {};
    const { response, error } = await sendPatiently(
      transport,
      {
        method,
        path: path.replace(/\{[^}]*\}/, () => encodeURIComponent(sessionId)),
        headers: [
          ["authorization", authorization],
          ...(body ? [["content-type", "application/json"] as const] : []),
        ],
        ...(body && { body: Buffer.from(JSON.stringify(body)) }),
      },
      once ? 0 : patienceMs,
    );
    if (response === undefined) throw new CannotSetUp(`no whole answer: ${error?.kind}, ${error?.message}`);
    this.noteCreated(operation, response);
    return { status: response.status, body: jsonOf(Buffer.from(response.body).toString()) };
  }

  /** The id in the answer to an accepted call; `name` stands in messages. @throws CannotSetUp */
  async create(name: string, operation: OperationId, input: CallInput): Promise<string> {
    const { id } = objectAt(await this.accepted(name, operation, input));
    if (typeof id !== "string") throw new CannotSetUp(`${name} was answered without an id`);
    return id;
  }

  /** The answer to an accepted call. @throws CannotSetUp where it was refused */
  async accepted(name: string, operation: OperationId, input: CallInput): Promise<Json | undefined> {
    const { status, body } = await this.call(operation, input);
    if (isSuccess(status)) return body;
    throw new CannotSetUp(`${name} was answered ${status}`);
  }

  /** Whether an answer to a read misses something that was set: it may be late. */
  isLate(operation: OperationId | undefined, { status, body }: NonNullable<WireAnswer["response"]>): boolean {
    if (operation !== "getSession" && operation !== "listHistory") return false;
    if (status === 404) return this.#leftBehind.sessions.includes(this.values.sessionId ?? "");
    if (status >= 300) return false;
    const { session, contact, texts } = this.expected;
    const shown = jsonOf(Buffer.from(body).toString());
    if (operation === "listHistory") {
      const history = JSON.stringify(shown ?? null);
      return !texts.every((text) => history.includes(JSON.stringify(text)));
    }
    return !(holds(dataIn(shown, "session"), session) && holds(dataIn(shown, "contact"), contact));
  }

  /** Keeps the id of what an answer says was created. */
  noteCreated(
    operation: OperationId | undefined,
    { status, body }: NonNullable<WireAnswer["response"]>,
  ): void {
    const { id } = objectAt(jsonOf(Buffer.from(body).toString()));
    if (status >= 300 || typeof id !== "string") return;
    if (operation === "createSession") this.#leftBehind.sessions.push(id);
    if (operation === "createContact") this.#leftBehind.contacts.push(id);
  }
}

function holds(data: Json | undefined, expected: JsonObject): boolean {
  const shown = objectAt(data);
  return Object.entries(expected).every(([key, value]) => Object.hasOwn(shown, key) && shown[key] === value);
}
