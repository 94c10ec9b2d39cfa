import { isObject, type Json, type JsonObject } from "../json/json.ts";
import type { SchemaError } from "../send-message/contract/contract.ts";
import { sessionInPath, sessionPath } from "../send-message/contract/operations.ts";
import { recordAt } from "../send-message/contract/records.ts";
import type { Behaviour } from "../send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  type ReferenceProvider,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { Refusal } from "../send-message/reference-provider/refusal.ts";
import {
  type Contact,
  emptyRecord,
  emptyStore,
  type Store,
} from "../send-message/reference-provider/store.ts";
import { MAX_BODY_BYTES } from "./exchange-parts.ts";
import { type SiblingCall, siblingOf } from "./sibling-operations.ts";

/**
 * The reference provider for programs that cannot be told what exists: every session and contact that is asked
 * for does, any bearer token will do, and what the page leaves open about a body is let through. Sibling operations
 * work, and take whatever content type they are sent: only the send is judged.
 */
export function createSandboxProvider(): Pick<ReferenceProvider, "fetch"> {
  let store = emptyStore();
  const changes = new Map<string, JsonObject>();
  const provider = createReferenceProvider({
    maxBodyBytes: MAX_BODY_BYTES,
    behaviour: {
      ...sandboxBehaviour,
      receive(call) {
        store = call.store;
        return sandboxBehaviour.receive(call);
      },
      answer({ operation, session }, answer) {
        const changed = operation === "getSession" && session ? changes.get(session.id) : undefined;
        return changed && isObject(answer.body)
          ? { ...answer, body: { ...answer.body, ...changed } }
          : answer;
      },
    },
  });

  async function session(request: Request, id: string): Promise<Json> {
    const { headers } = request;
    const authorization = headers.get("authorization") ?? "";
    const url = new URL(sessionPath(encodeURIComponent(id)), request.url);
    return (await provider.fetch(new Request(url, { headers: { authorization } }))).json() as Promise<Json>;
  }

  async function sibling(request: Request, { name, id = "" }: SiblingCall): Promise<Response> {
    if (!BEARER.test(request.headers.get("authorization") ?? ""))
      return Response.json(
        { statusCode: 401, message: "Unauthorized", error: "Unauthorized" },
        { status: 401 },
      );
    const body = jsonOf(await request.text());
    switch (name) {
      case "listSessions": {
        const items = [...store.sessions.keys()].map((known) => session(request, known));
        return Response.json({ items: await Promise.all(items), next: null });
      }
      case "listContacts":
        return Response.json({ items: [...store.contacts.values()].map(renderedContact), next: null });
      case "getContact":
      case "updateContact":
        return Response.json(renderedContact(changedContact(addContact(store, id.toLowerCase()), body)));
      default: {
        const closed = name === "closeSession" ? { status: "closed_resolved" } : {};
        const status = typeof body.status === "string" ? { status: body.status } : closed;
        // Makes the session known before it is changed.
        await session(request, id);
        changes.set(id, { ...changes.get(id), ...status });
        return Response.json(await session(request, id));
      }
    }
  }

  return {
    async fetch(request) {
      const path = new URL(request.url).pathname;
      const called = siblingOf(request.method, path);
      if (called !== undefined) return sibling(request, called);
      return provider.fetch(/\/send\/?$/.test(path) ? request : await asJson(request));
    },
  };
}

/** A request to a sibling operation with its body as JSON, whatever it says of it. */
async function asJson(request: Request): Promise<Request> {
  const type = request.headers.get("content-type") ?? "";
  if (request.method !== "POST" || /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return request;
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  const body = JSON.stringify(jsonOf(await request.text()));
  return new Request(request.url, { method: "POST", headers, body });
}

/** A body as an object; a form, or anything else that is not one, as an empty object. */
function jsonOf(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function changedContact(contact: Contact, body: JsonObject): Contact {
  const sent = isObject(body.contact) ? body.contact : body;
  if (typeof sent.email === "string") contact.email = sent.email;
  if (typeof sent.name === "string") contact.name = sent.name;
  const phone = sent.phone_number ?? sent.phone;
  if (typeof phone === "string") contact.phoneNumber = phone;
  if (isObject(sent.custom_data))
    contact.data.data = new Map([...contact.data.data, ...Object.entries(sent.custom_data)]);
  return contact;
}

function renderedContact(contact: Contact): JsonObject {
  return {
    id: contact.id,
    email: contact.email ?? null,
    phone_number: contact.phoneNumber ?? null,
    name: contact.name ?? null,
    custom_data: Object.fromEntries(contact.data.data),
  };
}

const BEARER = /^Bearer +\S+$/i;

const sandboxBehaviour: Behaviour = {
  ...correctBehaviour,
  receive({ request, store, now }) {
    const id = sessionInPath(new URL(request.url).pathname);
    if (id !== undefined && !store.sessions.has(id)) addSession(store, id, now());
  },
  authorise({ request }) {
    if (!BEARER.test(request.headers.get("authorization") ?? ""))
      throw new Refusal(401, "Unauthorized", { "www-authenticate": "Bearer" });
  },
  problems(call) {
    const { contact_id: id } = call.body;
    if (call.operation === "createSession" && typeof id === "string")
      addContact(call.store, id.toLowerCase());
    return (correctBehaviour.problems(call) as readonly SchemaError[]).filter(
      ({ basis, place }) => basis !== "open" || recordAt(place) !== undefined,
    );
  },
};

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
