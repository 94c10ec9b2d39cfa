import { isObject, type Json, type JsonObject, jsonOf } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import type { SchemaError } from "../contract/contract.ts";
import { sessionInPath, sessionPath } from "../contract/operations.ts";
import { recordAt } from "../contract/records.ts";
import { correctBehaviour } from "./correct-behaviour.ts";
import { createReferenceProvider, type ReferenceProvider } from "./create-reference-provider.ts";
import { shownContact, updatePerson } from "./operations.ts";
import { Refusal, refusedAnswer } from "./refusal.ts";
import { type Contact, emptyContact, emptySession, emptyStore, type Session, type Store } from "./store.ts";

/** Operations that OpenCX documents and this suite does not judge: programs may use them before and after a send. */
const SIBLINGS: readonly (readonly [name: string, method: string, path: RegExp])[] = [
  ["listSessions", "GET", /^\/chat\/sessions(?:\/(?:filter|search))?\/?$/],
  ["updateSession", "PATCH", /^\/chat\/sessions\/([^/]+)\/?$/],
  ["closeSession", "POST", /^\/chat\/sessions\/([^/]+)\/close\/?$/],
  ["listContacts", "GET", /^\/contacts\/?$/],
  ["getContact", "GET", /^\/contacts\/([^/]+)\/?$/],
  ["updateContact", "PATCH", /^\/contacts\/([^/]+)\/?$/],
];

/** The sibling operation that a request addresses; `undefined` where it is none. */
export function siblingOf(method: string, path: string): string | undefined {
  const bare = path.replace(/\?.*/s, "");
  return SIBLINGS.find(([, verb, pattern]) => verb === method && pattern.test(bare))?.[0];
}

/**
 * The reference provider for programs that cannot be told what exists: every session and contact that is asked
 * for does, any bearer token will do, and what the page leaves open about a body is let through. Sibling operations
 * work, and take whatever content type they are sent: only the send is judged.
 */
export function createSandboxProvider(maxBodyBytes: number): Pick<ReferenceProvider, "fetch"> {
  const store = emptyStore();
  const provider = createReferenceProvider({
    store,
    maxBodyBytes,
    behaviour: {
      ...correctBehaviour,
      receive({ request, now }) {
        const id = sessionInPath(new URL(request.url).pathname);
        if (id !== undefined) sessionOf(store, id, now());
      },
      authorise({ request }) {
        if (!isAuthorised(request)) throw UNAUTHORIZED;
      },
      problems(call) {
        const { contact_id: id } = call.body;
        if (call.operation === "createSession" && typeof id === "string") contactOf(store, id);
        return (correctBehaviour.problems(call) as readonly SchemaError[]).filter(
          ({ basis, place }) => basis !== "open" || recordAt(place) !== undefined,
        );
      },
    },
  });

  async function shownSession({ url, headers }: Request, id: string): Promise<Json> {
    const request = new Request(new URL(sessionPath(encodeURIComponent(id)), url), {
      headers: { authorization: headers.get("authorization") ?? "" },
    });
    return (await provider.fetch(request)).json() as Promise<Json>;
  }

  async function sibling(request: Request, name: string): Promise<Json> {
    const path = new URL(request.url).pathname;
    const id = sessionInPath(path) ?? decodeURIComponent(path.split("/")[2] ?? "");
    const body = asObject(await request.text());
    switch (name) {
      case "listSessions": {
        const items = [...store.sessions.keys()].map((known) => shownSession(request, known));
        return { items: await Promise.all(items), next: null };
      }
      case "listContacts":
        return { items: [...store.contacts.values()].map(shown), next: null };
      case "getContact":
      case "updateContact":
        return changedContact(contactOf(store, id), body);
      default: {
        const session = sessionOf(store, id, Date.now());
        if (name === "closeSession") session.status = "closed_resolved";
        if (typeof body.status === "string") session.status = body.status;
        return shownSession(request, id);
      }
    }
  }

  return {
    async fetch(request) {
      const path = new URL(request.url).pathname;
      const name = siblingOf(request.method, path);
      if (name === undefined)
        return provider.fetch(/\/send\/?$/.test(path) ? request : await asJson(request));
      return isAuthorised(request)
        ? Response.json(await sibling(request, name))
        : Response.json(refusedAnswer(UNAUTHORIZED).body, { status: 401 });
    },
  };
}

const UNAUTHORIZED = new Refusal(401, "Unauthorized", { "www-authenticate": "Bearer" });

function isAuthorised({ headers }: Request): boolean {
  return /^Bearer +\S+$/i.test(headers.get("authorization") ?? "");
}

/** A request to create something with its body as JSON, whatever it says of it. */
async function asJson(request: Request): Promise<Request> {
  const type = request.headers.get("content-type") ?? "";
  if (request.method !== "POST" || /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return request;
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  const body = JSON.stringify(asObject(await request.text()));
  return new Request(request.url, { method: "POST", headers, body });
}

/** A body as an object; a form, or anything else that is not one, as an empty object. */
function asObject(text: string): JsonObject {
  return objectAt(jsonOf(text));
}

function changedContact(contact: Contact, body: JsonObject): JsonObject {
  const sent = isObject(body.contact) ? body.contact : body;
  updatePerson(contact, { ...sent, phone_number: sent.phone_number ?? sent.phone ?? null });
  contact.data.data = new Map([...contact.data.data, ...Object.entries(objectAt(sent, "custom_data"))]);
  return shown(contact);
}

function shown(contact: Contact): JsonObject {
  return shownContact(contact, contact.data.data);
}

/** The session of this id, made if it is new. */
function sessionOf(store: Store, id: string, createdAt: number): Session {
  const known = store.sessions.get(id);
  if (known !== undefined) return known;
  const contact = contactOf(store, crypto.randomUUID());
  const session = emptySession(id, createdAt, {
    ticketNumber: store.sessions.size + 1,
    verified: true,
    contact,
  });
  store.sessions.set(id, session);
  return session;
}

/** The contact of this id, made if it is new; ids are UUIDs, whose case does not count. */
function contactOf(store: Store, anyCase: string): Contact {
  const id = anyCase.toLowerCase();
  const contact = store.contacts.get(id) ?? emptyContact(id);
  store.contacts.set(id, contact);
  return contact;
}
