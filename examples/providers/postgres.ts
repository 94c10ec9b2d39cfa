import { PGlite, type Transaction } from "@electric-sql/pglite";
import {
  type CustomData,
  type Message,
  type Person,
  refuseAsInvalid,
  type Session,
  type Store,
} from "./app.ts";

type Connection = Pick<Transaction, "query">;
/** How custom data is merged into a row. */
export type Merge = (
  on: Connection,
  table: "sessions" | "contacts",
  id: string,
  data: CustomData,
) => Promise<void>;

/** `||` merges two jsonb objects at the top, inside one statement: the row is locked, and no key is read as a path. */
const merge: Merge = async (on, table, id, data) => {
  await on.query(`UPDATE ${table} SET custom_data = custom_data || $1::jsonb WHERE id = $2`, [data, id]);
};

/**
 * The store on PostgreSQL; here in WebAssembly, elsewhere any client with `query` and transactions will do. Without
 * `isAtomic`, each statement is its own transaction.
 */
export async function postgresStore(mergeInto: Merge = merge, isAtomic = true): Promise<Store> {
  const database = await PGlite.create();
  await database.exec(`
    CREATE TABLE contacts (id text PRIMARY KEY, email text UNIQUE, name text, phone_number text, custom_data jsonb NOT NULL DEFAULT '{}');
    CREATE TABLE sessions (number serial, id text PRIMARY KEY, verified boolean NOT NULL,
      contact text REFERENCES contacts, custom_data jsonb NOT NULL, created_at text NOT NULL);
    CREATE TABLE messages (number serial PRIMARY KEY, session text NOT NULL, message json NOT NULL);
    CREATE INDEX messages_by_session ON messages (session, number);
  `);
  const rows = async (on: Connection, sql: string, ...values: unknown[]) =>
    // biome-ignore lint/suspicious/noExplicitAny: columns are those of the tables above
    (await on.query<any>(sql, values).catch(refuseBadData)).rows;
  const atomically = (work: (on: Connection) => Promise<void>) =>
    isAtomic ? database.transaction(work) : work(database);
  return {
    async saveContact({ email, name, phone_number }: Person) {
      const [row] = await rows(
        database,
        `INSERT INTO contacts (id, email, name, phone_number) VALUES ($1, $2, $3, $4)
         ON CONFLICT (email) DO UPDATE SET name = coalesce(excluded.name, contacts.name),
           phone_number = coalesce(excluded.phone_number, contacts.phone_number)
         RETURNING id`,
        crypto.randomUUID(),
        email ?? null,
        name ?? null,
        phone_number ?? null,
      );
      return row.id;
    },
    async hasContact(id) {
      return (
        /^[0-9a-f-]{36}$/.test(id) &&
        (await rows(database, "SELECT 1 FROM contacts WHERE id = $1", id)).length > 0
      );
    },
    async mergeContactData(id, data) {
      await mergeInto(database, "contacts", id, data).catch(refuseBadData);
    },
    async createSession(verified, contactId, data) {
      const id = crypto.randomUUID();
      await rows(
        database,
        "INSERT INTO sessions (id, verified, contact, custom_data, created_at) VALUES ($1, $2, $3, $4, $5)",
        ...[id, verified, contactId ?? null, data, new Date().toISOString()],
      );
      return id;
    },
    async session(id): Promise<Session | undefined> {
      const [row] = await rows(database, "SELECT * FROM sessions WHERE id = $1", id);
      if (row === undefined) return undefined;
      const [contact] = await rows(database, "SELECT * FROM contacts WHERE id = $1", row.contact);
      return { ...row, contact };
    },
    async send({ id, contact }, data, contactData, message) {
      await atomically(async (on) => {
        await mergeInto(on, "sessions", id, data);
        if (contact !== undefined) await mergeInto(on, "contacts", contact.id, contactData);
        await rows(on, "INSERT INTO messages (session, message) VALUES ($1, $2)", id, message);
      }).catch(refuseBadData);
    },
    async messages(session, from, limit) {
      const found = await rows(
        database,
        "SELECT message FROM messages WHERE session = $1 ORDER BY number LIMIT $2 OFFSET $3",
        ...[session, limit, from],
      );
      return found.map((row: { message: Message }) => row.message);
    },
  };
}

/** Class 22 of PostgreSQL's errors is "data exception": U+0000 or an unpaired surrogate, which jsonb cannot hold. */
function refuseBadData(error: unknown): never {
  const code = (error as { code?: string }).code ?? "";
  if (code.startsWith("22")) refuseAsInvalid("the data cannot be stored");
  throw error;
}
