import { DatabaseSync } from "node:sqlite";
import type { CustomData, Message, Person, Session, Store } from "./app.ts";

/** How custom data is merged into a row: one statement, so that no other write can come between. */
export type Merge = (
  database: DatabaseSync,
  table: "sessions" | "contacts",
  id: string,
  data: CustomData,
) => void;

/**
 * `json_patch` is a merge by RFC 7396. Custom data holds neither `null` nor objects, so it only adds and replaces keys,
 * and no key is ever read as a path.
 */
const merge: Merge = (database, table, id, data) => {
  database
    .prepare(`UPDATE ${table} SET custom_data = json_patch(custom_data, ?) WHERE id = ?`)
    .run(JSON.stringify(data), id);
};

/** The store on SQLite, as Node brings it. */
export function sqliteStore(mergeInto: Merge = merge): Store {
  const database = new DatabaseSync(":memory:");
  database.exec(`
    CREATE TABLE contacts (id TEXT PRIMARY KEY, email TEXT UNIQUE, name TEXT, phone_number TEXT, custom_data TEXT NOT NULL DEFAULT '{}');
    CREATE TABLE sessions (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, verified INTEGER NOT NULL,
      contact TEXT REFERENCES contacts, custom_data TEXT NOT NULL, created_at TEXT NOT NULL);
    CREATE TABLE messages (number INTEGER PRIMARY KEY, session TEXT NOT NULL, message TEXT NOT NULL);
    CREATE INDEX messages_by_session ON messages (session, number);
  `);
  const one = (sql: string, ...values: (string | number | null)[]) => database.prepare(sql).get(...values);
  return {
    async saveContact({ email, name, phone_number }: Person) {
      const row = one(
        `INSERT INTO contacts (id, email, name, phone_number) VALUES (?, ?, ?, ?)
         ON CONFLICT (email) DO UPDATE SET name = coalesce(excluded.name, name),
           phone_number = coalesce(excluded.phone_number, phone_number)
         RETURNING id`,
        crypto.randomUUID(),
        email ?? null,
        name ?? null,
        phone_number ?? null,
      );
      return String(row!.id);
    },
    async hasContact(id) {
      return one("SELECT 1 FROM contacts WHERE id = ?", id) !== undefined;
    },
    async mergeContactData(id, data) {
      mergeInto(database, "contacts", id, data);
    },
    async createSession(verified, contactId, data) {
      const id = crypto.randomUUID();
      database
        .prepare(
          "INSERT INTO sessions (id, verified, contact, custom_data, created_at) VALUES (?, ?, ?, ?, ?)",
        )
        .run(id, Number(verified), contactId ?? null, JSON.stringify(data), new Date().toISOString());
      return id;
    },
    async session(id): Promise<Session | undefined> {
      const row = one("SELECT * FROM sessions WHERE id = ?", id);
      if (row === undefined) return undefined;
      const contact =
        row.contact === null ? undefined : one("SELECT * FROM contacts WHERE id = ?", row.contact as string);
      return {
        id,
        number: Number(row.number),
        verified: row.verified === 1,
        created_at: String(row.created_at),
        custom_data: JSON.parse(String(row.custom_data)),
        contact: contact && {
          ...(contact as unknown as Person & { id: string }),
          custom_data: JSON.parse(String(contact.custom_data)),
        },
      };
    },
    async send({ id, contact }, data, contactData, message) {
      database.exec("BEGIN IMMEDIATE");
      try {
        mergeInto(database, "sessions", id, data);
        if (contact !== undefined) mergeInto(database, "contacts", contact.id, contactData);
        database
          .prepare("INSERT INTO messages (session, message) VALUES (?, ?)")
          .run(id, JSON.stringify(message));
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    async messages(session, from, limit) {
      return database
        .prepare("SELECT message FROM messages WHERE session = ? ORDER BY number LIMIT ? OFFSET ?")
        .all(session, limit, from)
        .map((row) => JSON.parse(String(row.message)) as Message);
    },
  };
}
