import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type Context, Hono } from "hono";

/** Custom data as it is kept: one JSON object without nesting. */
export type CustomData = Record<string, string | number | boolean>;
export interface Person {
  email?: string;
  name?: string;
  phone_number?: string;
}
export interface Message {
  id: string;
  sender: string;
  text: string;
  created_at: string;
}
export interface Session {
  id: string;
  number: number;
  verified: boolean;
  created_at: string;
  custom_data: CustomData;
  contact: (Person & { id: string; custom_data: CustomData }) | undefined;
}

/** What a database must do. Each write of custom data is one merge inside the database, never read-merge-write. */
export interface Store {
  saveContact(person: Person): Promise<string>;
  hasContact(id: string): Promise<boolean>;
  mergeContactData(id: string, data: CustomData): Promise<void>;
  createSession(verified: boolean, contactId: string | undefined, data: CustomData): Promise<string>;
  session(id: string): Promise<Session | undefined>;
  /** Merges both records and stores the message, all or nothing. */
  send(session: Session, data: CustomData, contactData: CustomData, message: Message): Promise<void>;
  /** Messages from the `from`-th on, oldest first. */
  messages(session: string, from: number, limit: number): Promise<Message[]>;
}

const text = { type: "string" };
const map = (...types: string[]) => ({ type: "object", additionalProperties: { type: types } });
const person = {
  name: text,
  email: { type: "string", format: "email" },
  phone_number: text,
  avatar_url: text,
  custom_data: map("string"),
};
const object = (properties: object, required: string[] = []) => ({ type: "object", properties, required });
const ajv = new Ajv2020({ strictTypes: false });
addFormats.default(ajv);
const sendBody = ajv.compile(
  object(
    {
      sender: { enum: ["contact", "agent"] },
      message: object({
        type: text,
        text,
        attachments: {
          type: "array",
          items: object({ name: text, url: text, base64: text, mime_type: text }),
        },
      }),
      contact: object(person),
      custom_data: map("string", "number", "boolean"),
      agent: object({ id: { type: "number" }, name: text, avatar_url: text }),
      should_take_over_session_from_ai: { type: "boolean" },
    },
    ["sender", "message"],
  ),
);
const sessionBody = ajv.compile(
  object({
    contact_id: text,
    channel: object({ type: text }),
    verified: { type: ["boolean", "null"] },
    custom_data: map("string", "number", "boolean"),
    contact: object(person),
  }),
);
const contactBody = ajv.compile(object({ contact: object(person) }, ["contact"]));

class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The operation and its siblings over any store, as a fetch handler; `keys` maps each API key to whether it may write. */
export function createApp(store: Store, keys: ReadonlyMap<string, boolean>): Hono {
  const app = new Hono();
  const fail = (status: number, message: string) =>
    Response.json({ statusCode: status, message, error: message }, { status });
  app.notFound(() => fail(404, "Not found"));
  app.onError((error) =>
    error instanceof Refused ? fail(error.status, error.message) : fail(500, "Internal server error"),
  );
  app.use(async ({ req }, next) => {
    const key = /^Bearer +(\S+)$/i.exec(req.header("authorization") ?? "")?.[1];
    const mayWrite = key === undefined ? undefined : keys.get(key);
    if (mayWrite === undefined) throw new Refused(401, "Unauthorized");
    if (req.method !== "GET" && !mayWrite) throw new Refused(403, "Forbidden");
    await next();
  });

  app.post("/chat/sessions/:id/send", async (context) => {
    const session = await sessionOf(context);
    const body = await bodyOf(context, sendBody);
    const message = {
      id: crypto.randomUUID(),
      sender: body.sender,
      text: body.message.text ?? "",
      created_at: new Date().toISOString(),
    };
    // Contact data belongs to the person only where the session is verified.
    const contactData = session.verified ? (body.contact?.custom_data ?? {}) : {};
    await store.send(session, body.custom_data ?? {}, contactData, message);
    return Response.json({ success: true, data: { message: { id: message.id } } });
  });
  app.get("/chat/sessions/:id", async (context) => {
    const { verified: _, number, ...session } = await sessionOf(context);
    return Response.json({
      ...session,
      status: "open",
      channel: { type: "api" },
      ticket_number: number,
      updated_at: session.created_at,
    });
  });
  app.get("/chat/sessions/:id/history", async (context) => {
    const { id } = await sessionOf(context);
    const cursor = context.req.query("cursor") ?? "0";
    if (!/^\d{1,9}$/.test(cursor)) throw new Refused(400, "cursor is unknown");
    const from = Number(cursor);
    const page = await store.messages(id, from, 100);
    const items = page.map((message) => ({
      id: message.id,
      created_at: message.created_at,
      event: {
        type: "message",
        sender: { type: message.sender },
        content: { type: "text", text: message.text },
        attachments: [],
      },
    }));
    return Response.json({ items, next: page.length < 100 ? null : String(from + 100) });
  });
  app.post("/chat/sessions", async (context) => {
    const body = await bodyOf(context, sessionBody);
    if (body.contact_id !== undefined && !(await store.hasContact(body.contact_id)))
      throw new Refused(404, "Contact not found");
    const contactId =
      body.contact_id ?? (body.contact === undefined ? undefined : await store.saveContact(body.contact));
    const verified = body.verified === true;
    if (verified && contactId !== undefined)
      await store.mergeContactData(contactId, body.contact?.custom_data ?? {});
    const id = await store.createSession(verified, contactId, body.custom_data ?? {});
    return Response.json({ id }, { status: 201 });
  });
  app.post("/contacts", async (context) => {
    const { contact } = await bodyOf(context, contactBody);
    const id = await store.saveContact(contact);
    await store.mergeContactData(id, contact.custom_data ?? {});
    return Response.json({ id, ...contact }, { status: 201 });
  });
  return app;

  async function sessionOf({ req }: Context): Promise<Session> {
    const id = req.param("id") ?? "";
    const session = /^[0-9a-f-]{36}$/.test(id) ? await store.session(id) : undefined;
    if (session === undefined) throw new Refused(404, "Session not found");
    return session;
  }
}

/** The body, validated before anything is written: nothing of a refused request may leave a trace. */
// biome-ignore lint/suspicious/noExplicitAny: the schema has just been checked
async function bodyOf({ req }: Context, validate: ReturnType<Ajv2020["compile"]>): Promise<any> {
  if (!/^application\/json\s*(;|$)/i.test(req.header("content-type") ?? ""))
    throw new Refused(415, "the content type must be application/json");
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await req.arrayBuffer()));
  } catch {
    throw new Refused(400, "the body is not JSON");
  }
  if (!validate(body)) throw new Refused(400, ajv.errorsText(validate.errors));
  return body;
}

/** Refuses what a database cannot store, such as U+0000 in PostgreSQL. */
export function refuseAsInvalid(message: string): never {
  throw new Refused(400, message);
}
