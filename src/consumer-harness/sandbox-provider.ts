import type { SchemaError } from "../send-message/contract/contract.ts";
import type { Behaviour } from "../send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  type ReferenceProvider,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { Refusal } from "../send-message/reference-provider/refusal.ts";
import { type Contact, emptyRecord, type Store } from "../send-message/reference-provider/store.ts";

/**
 * The reference provider for programs that cannot be told what exists: every session and contact that is asked
 * for does, any bearer token will do, and what the page leaves open about a body is let through.
 */
export function createSandboxProvider(): ReferenceProvider {
  return createReferenceProvider({ behaviour: sandboxBehaviour });
}

const sandboxBehaviour: Behaviour = {
  ...correctBehaviour,
  receive({ request, store, now }) {
    const id = sessionIn(new URL(request.url).pathname);
    if (id !== undefined && !store.sessions.has(id)) addSession(store, id, now());
  },
  authorise({ request }) {
    if (!/^Bearer +\S+$/i.test(request.headers.get("authorization") ?? ""))
      throw new Refusal(401, "Unauthorized", { "www-authenticate": "Bearer" });
  },
  problems(call) {
    const { contact_id: id } = call.body;
    if (call.operation === "createSession" && typeof id === "string")
      addContact(call.store, id.toLowerCase());
    return (correctBehaviour.problems(call) as readonly SchemaError[]).filter(
      ({ basis, place }) => basis !== "open" || place.includes("/custom_data/"),
    );
  },
};

function sessionIn(pathname: string): string | undefined {
  const part = /^\/chat\/sessions\/([^/]+)(?:\/|$)/.exec(pathname)?.[1];
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function addSession(store: Store, id: string, createdAt: number): void {
  store.sessions.set(id, {
    id,
    ticketNumber: store.sessions.size + 1,
    channel: "api",
    verified: true,
    contact: addContact(store, crypto.randomUUID()),
    data: emptyRecord("session", id),
    messages: [],
    createdAt,
    updatedAt: createdAt,
    takenOver: false,
  });
}

function addContact(store: Store, id: string): Contact {
  const known = store.contacts.get(id);
  if (known !== undefined) return known;
  const contact = { id, data: emptyRecord("contact", id), unverified: emptyRecord("unverified", id) };
  store.contacts.set(id, contact);
  return contact;
}
