import type { Case } from "../../src/evidence/case.ts";
import type { Credential } from "../../src/http/credentials.ts";
import type { Exchange } from "../../src/http/exchange.ts";
import type { Json, JsonObject } from "../../src/json/json.ts";
import type { OperationId } from "../../src/send-message/contract/operations.ts";

/** When an exchange happened, in milliseconds; without it, each follows the one before. */
type When = { readonly at?: readonly [startedMs: number, endedMs: number] };

/** What stands in a send beside its text, and what came of it; without a status there was no answer. */
type Sent = When & {
  readonly status?: number | null;
  readonly credential?: Credential;
  readonly text?: string;
  /** The body word for word, instead of one made of the rest. */
  readonly raw?: string;
};

/** The tag of every recording: what its keys and texts begin with. */
export const TAG = "octagz";

/** Writes a case by hand: what was sent, and what a provider is said to have answered. */
export class Recording {
  readonly #exchanges: Exchange[] = [];
  #now = 0;
  #sent = 0;

  /** A session of a verified contact, named by its e-mail, unless the body says otherwise. */
  session(
    id: string,
    { person = id, ...body }: { person?: string } & JsonObject = {},
    when: When = {},
  ): this {
    return this.#add("createSession", "/chat/sessions", when, {
      request: { verified: true, contact: { email: `${person}@example.com` }, ...body },
      response: { id },
      status: 201,
    });
  }

  contact(id: string, email: string): this {
    return this.#add(
      "createContact",
      "/contacts",
      {},
      { request: { contact: { email } }, response: { id }, status: 201 },
    );
  }

  send(session: string, members: JsonObject = {}, sent: Sent = {}): this {
    this.#sent += 1;
    const { status = 200, credential, raw, text = `${TAG}: message ${this.#sent}` } = sent;
    return this.#add("sendMessage", `/chat/sessions/${session}/send`, sent, {
      request: raw ?? { sender: "contact", message: { type: "text", text }, ...members },
      response: { success: true, data: { message: { id: `m${this.#sent}` } } },
      status,
      ...(credential === undefined ? {} : { credential }),
    });
  }

  /** A read that shows this custom data, and these other `members` of the session. */
  read(
    session: string,
    { members = {}, ...shown }: { session?: JsonObject; contact?: JsonObject; members?: JsonObject },
    when: When = {},
  ): this {
    return this.#add("getSession", `/chat/sessions/${session}`, when, {
      response: {
        ...{ id: session, ...members },
        ...(shown.session === undefined ? {} : { custom_data: shown.session }),
        ...(shown.contact === undefined ? {} : { contact: { custom_data: shown.contact } }),
      },
      status: 200,
    });
  }

  history(
    session: string,
    texts: readonly (string | readonly [text: string, senderType: string])[],
    {
      next = null,
      cursor,
      status = 200,
      ...when
    }: When & { next?: string | null; cursor?: string; status?: number } = {},
  ): this {
    const items = texts.map((entry, index) => {
      const [text, type] = typeof entry === "string" ? [entry, "contact"] : entry;
      return {
        id: `h${index}`,
        event: { type: "message", sender: { type }, content: { type: "text", text } },
      };
    });
    const query = cursor === undefined ? "" : `?cursor=${cursor}`;
    return this.#add("listHistory", `/chat/sessions/${session}/history${query}`, when, {
      response: { items, next },
      status,
    });
  }

  /** The case; a read may miss what was written within `patienceMs` before it. */
  case({ patienceMs = 5_000, ...more }: Partial<Case> = {}): Case {
    return {
      id: "recording/0",
      scenario: "recording",
      tag: TAG,
      steps: [],
      exchanges: this.#exchanges.toSorted((a, b) => a.startedMs - b.startedMs),
      received: [],
      programs: [],
      patienceMs,
      ...more,
    };
  }

  #add(
    operation: OperationId,
    path: string,
    { at = [this.#now, this.#now + 5] }: When,
    it: { request?: Json; response: Json; status: number | null; credential?: Credential },
  ): this {
    const [startedMs, endedMs] = at;
    this.#now = Math.max(this.#now, endedMs) + 5;
    const text = typeof it.request === "string" ? it.request : JSON.stringify(it.request);
    this.#exchanges.push({
      step: -1,
      purpose: "step",
      operation,
      credential: it.credential ?? "valid",
      request: {
        method: it.request === undefined ? "GET" : "POST",
        path,
        headers: [["content-type", "application/json"]],
        ...(it.request === undefined ? {} : { body: { encoding: "utf8" as const, data: text } }),
      },
      ...(it.status === null
        ? { error: { kind: "timeout" as const, message: "no answer" } }
        : {
            response: {
              status: it.status,
              headers: [["content-type", "application/json"]] as const,
              body: { encoding: "utf8" as const, data: JSON.stringify(it.response) },
            },
          }),
      startedMs,
      endedMs,
    });
    return this;
  }
}
