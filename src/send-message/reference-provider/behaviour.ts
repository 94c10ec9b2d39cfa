import type { Json, JsonObject } from "../../json/json.ts";
import type { SchemaError } from "../contract/contract.ts";
import type { OperationId } from "../contract/operations.ts";
import type { Answer, Refusal } from "./refusal.ts";
import type { Contact, CustomData, DataRecord, Message, Session, Store } from "./store.ts";

export type Awaitable<T> = T | Promise<T>;

/** One request under way: all that a behaviour, or the trigger of a fault, may look at. */
export interface Call {
  readonly operation: OperationId;
  readonly request: Request;
  /** From 1, over all requests of the provider. */
  readonly number: number;
  readonly store: Store;
  /** What decides every step; a step that needs another one asks here, so that a changed one is used everywhere. */
  readonly behaviour: Behaviour;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly tokens: ReadonlyMap<string, Token>;
  /** The session that the path names, once it was found. */
  session?: Session;
  /** This is the n-th message of its session, if it is accepted; 0 where nothing is sent. */
  nth: number;
  /** Size of the body in bytes. */
  bytes: number;
  /** The body as it was parsed, and again as an object: empty before it was read, or where it is something else. */
  json: Json;
  body: JsonObject;
}

/** An API key. Without `scopes` it may do everything. */
export interface Token {
  readonly token: string;
  readonly scopes?: readonly string[];
}

/**
 * Every decision of the provider, one function each, so that a fault or a legal variant is the correct behaviour with
 * one of them changed: `{ ...correct, merge: (call, record, seen, sent) => ... }`.
 * They run in this order; whatever is awaited in one lets other requests in.
 */
export interface Behaviour {
  /** Before anything else: latency. */
  receive(call: Call): Awaitable<void>;
  /** Refuses a caller without the right to this operation, by throwing. @throws Refusal */
  authorise(call: Call): Awaitable<void>;
  /** The session that a path names; if none is known, the call is answered 404. */
  findSession(call: Call, id: string): Awaitable<Session | undefined>;
  /** The JSON value of a body. @throws SyntaxError and TypeError, which become a 400; Refusal, which stands */
  parse(call: Call, bytes: Uint8Array): Json;
  /** All that is wrong with `call.json`. */
  problems(call: Call): Awaitable<readonly SchemaError[]>;
  /** How a body with problems is refused. */
  invalid(call: Call, problems: readonly SchemaError[]): Refusal;
  /** After any refusal, with as much of the call as was known by then: a correct provider does nothing. */
  refused(call: Call, refusal: Refusal): Awaitable<void>;

  /** A new id of a session, contact or message. */
  newId(call: Call, kind: "session" | "contact" | "message"): string;
  /** What identifies the person in Create Session; nothing where every mention is another person. */
  contactKey(call: Call, contact: JsonObject): string | undefined;
  /** The custom data that the body carries for the session. */
  sentSessionData(call: Call): JsonObject;
  /** The custom data that the body carries for the contact. */
  sentContactData(call: Call): JsonObject;
  /** The record that a session's data is written to and read from. */
  sessionRecord(call: Call, session: Session): DataRecord;
  /** The record that a contact's data is written to or read from, by the session in which it is sent or read. */
  contactRecord(call: Call, contact: Contact, session: Session | undefined): DataRecord;
  /** What a record holds after a write: pure. `seen` is what it held before. */
  merge(call: Call, record: DataRecord, seen: CustomData, sent: JsonObject): CustomData;
  /** One write to a record, from reading it to writing it back. */
  update(call: Call, record: DataRecord, sent: JsonObject): Awaitable<void>;
  /** The message that the body carries, with a new id. */
  message(call: Call): Message;
  storeMessage(call: Call, session: Session, message: Message): Awaitable<void>;
  /** Whether this message takes the session over from the AI. */
  takesOver(call: Call): boolean;
  /** What the external ticketing system gets of a message; nothing if it gets none. */
  ticket(call: Call, session: Session, message: Message): Json | undefined;

  /** What a read sees of a record. */
  read(call: Call, record: DataRecord): Awaitable<CustomData>;
  /** What a read sees of a session's messages, in the order of the answer. */
  history(call: Call, session: Session): Awaitable<readonly Message[]>;
  /** After everything else: the answer as it goes out. */
  answer(call: Call, answer: Answer): Awaitable<Answer>;
}
