import type { Json } from "../../json/json.ts";

/** Custom data of one record. A map, so that no key can mean anything but itself; replaced as a whole on every write. */
export type CustomData = ReadonlyMap<string, Json>;

/**
 * One place that custom data is merged into. `unverified` is what an unverified session said of its contact:
 * kept apart from the contact's own data, and not shown.
 */
export interface DataRecord {
  readonly kind: "session" | "contact" | "unverified";
  /** Id of the session or contact that it belongs to. */
  readonly owner: string;
  data: CustomData;
}

export interface Contact {
  readonly id: string;
  email?: string;
  name?: string;
  phoneNumber?: string;
  readonly data: DataRecord;
  readonly unverified: DataRecord;
}

export interface Message {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly sender: string;
  readonly senderName?: string;
  readonly type: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** Bytes; 0 where the content was not sent along. */
  readonly size: number;
  readonly type: string;
  readonly url: string;
}

export interface Session {
  readonly id: string;
  readonly ticketNumber: number;
  readonly channel: string;
  readonly verified: boolean;
  readonly contact?: Contact;
  readonly data: DataRecord;
  readonly messages: Message[];
  readonly createdAt: number;
  updatedAt: number;
  /** Taken over from the AI by a human. */
  takenOver: boolean;
  /** One of `open`, `closed_resolved` and `closed_unresolved`. */
  status: string;
}

/** All that the provider knows. */
export interface Store {
  readonly sessions: Map<string, Session>;
  /** By id. */
  readonly contacts: Map<string, Contact>;
  /** By what identifies a person (`Behaviour.contactKey`). */
  readonly contactsByKey: Map<string, Contact>;
}

/** A store without anything in it. */
export function emptyStore(): Store {
  return { sessions: new Map(), contacts: new Map(), contactsByKey: new Map() };
}

/** A record without data. */
export function emptyRecord(kind: DataRecord["kind"], owner: string): DataRecord {
  return { kind, owner, data: new Map() };
}

/** An open session without data and messages, which no store has yet. */
export function emptySession(
  id: string,
  createdAt: number,
  made: Pick<Session, "contact"> & Partial<Pick<Session, "ticketNumber" | "channel" | "verified">> = {},
): Session {
  return {
    id,
    ticketNumber: 0,
    channel: "api",
    verified: false,
    ...made,
    data: emptyRecord("session", id),
    messages: [],
    createdAt,
    updatedAt: createdAt,
    takenOver: false,
    status: "open",
  };
}

/** A contact of whom nothing is known. */
export function emptyContact(id: string): Contact {
  return { id, data: emptyRecord("contact", id), unverified: emptyRecord("unverified", id) };
}
