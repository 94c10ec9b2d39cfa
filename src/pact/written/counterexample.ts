import { type Exchange, headerOf, jsonBody } from "../../http/exchange.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { dataIn } from "../../send-message/contract/records.ts";
import { operationAt } from "../operation-at.ts";
import type { GivenState, WrittenBody, WrittenInteraction } from "./interaction-json.ts";
import { isEmpty, lookAfter, membersOf, promisedTo, REFUSED, refusedWith } from "./promised.ts";

/** A failed rule with what was exchanged to show it. */
export interface FailedRule {
  readonly rule: { readonly id: string; readonly title: string; readonly quote?: string };
  readonly exchanges: readonly Exchange[];
  /** Indices of the exchanges that show the failure. Default: all. */
  readonly shownBy?: readonly number[];
  /** Chosen anew for each run, it gives way to a word that stays. */
  readonly tag?: string;
}

/** The interactions of a failed rule, or why a pact cannot say it. */
export type WrittenRule =
  | { readonly interactions: readonly WrittenInteraction[] }
  | { readonly unsaid: string };

const STABLE_TAG = "example";

/**
 * Writes a counterexample as interactions: the send that shows it, with the answer that the contract demands, and
 * where it was accepted and read afterwards, the read, with all that was sent merged into it.
 */
export function interactionsOf({ rule, exchanges, shownBy, tag }: FailedRule): WrittenRule {
  const stable = tag
    ? (JSON.parse(JSON.stringify(exchanges).replaceAll(tag, STABLE_TAG)) as Exchange[])
    : exchanges;
  const sends = stable.filter(({ operation, purpose }) => operation === "sendMessage" && purpose === "step");
  const shown = sends.findLast((exchange) => shownBy?.includes(stable.indexOf(exchange) ?? -1));
  const send = shown ?? sends.at(-1);
  if (send === undefined) return { unsaid: "its counterexample holds no send" };
  const comments = [`rule ${rule.id}`, ...(rule.quote === undefined ? [] : [rule.quote])];
  const name = `${rule.title} (${rule.id})`;
  const session = sessionOf(send);
  const states = madeBy(stable, session);
  const written = sendInteraction(name, comments, send, states);
  const read = stable.findLast(
    (exchange) =>
      exchange.operation === "getSession" &&
      sessionOf(exchange) === session &&
      exchange.startedMs >= send.startedMs,
  );
  const look = read && lookInteraction(`${name}, as Get Session shows it`, comments, sends, session, states);
  const interactions = [written, look].filter((interaction) => interaction !== undefined);
  return interactions.length > 0 ? { interactions } : { unsaid: "the contract leaves open what is answered" };
}

function sendInteraction(
  description: string,
  comments: readonly string[],
  send: Exchange,
  made: readonly GivenState[],
): WrittenInteraction | undefined {
  const body = bodyOf(send);
  const unknown = made.length === 0;
  const states = unknown ? [{ name: "the session does not exist" }] : made;
  const write = (response: WrittenInteraction["response"] | undefined, key?: string) =>
    response && {
      description,
      comments,
      states: key === undefined ? states : [...states, { name: key }],
      request: { method: "POST" as const, end: "/send", authorized: send.credential !== "none", body },
      response,
    };
  switch (send.credential) {
    case "none":
      return write(refusedWith(401), "no api key");
    case "wrong":
      return write(refusedWith(401), "an unknown api key");
    case "read-only":
      return write(refusedWith(403), "an api key without write scope");
    case "valid":
      if (unknown) return write(REFUSED);
      return write("json" in body ? promisedTo(body.json) : REFUSED);
    default:
      // Made of the real key, which no pact may hold.
      return undefined;
  }
}

function lookInteraction(
  description: string,
  comments: readonly string[],
  sends: readonly Exchange[],
  session: string | undefined,
  made: readonly GivenState[],
): WrittenInteraction | undefined {
  const accepted = sends
    .filter((send) => sessionOf(send) === session && send.credential === "valid")
    .map((send) => membersOf(jsonBody(send.request)))
    .filter((body) => promisedTo(body)?.status === "success");
  const created = Object.fromEntries(made.map(({ name, params }) => [name, membersOf(params?.custom_data)]));
  const ofContact = created["a contact exists"];
  const session_ = merged([
    created["a session exists"] ?? {},
    ...accepted.map((body) => dataIn(body, "session")),
  ]);
  const contact = ofContact ? merged([ofContact, ...accepted.map((body) => dataIn(body, "contact"))]) : {};
  if (isEmpty(session_) && isEmpty(contact)) return undefined;
  const states = [...made, ...accepted.map(sentState)];
  return lookAfter(description, comments, states, { session: session_, contact });
}

function sentState(body: JsonObject): GivenState {
  const { sender, message } = body;
  const { text } = membersOf(message);
  const [custom_data, ofContact] = [dataIn(body, "session"), dataIn(body, "contact")];
  return {
    name: "a message was sent",
    params: {
      ...(typeof sender === "string" ? { sender } : {}),
      ...(typeof text === "string" ? { text } : {}),
      ...(custom_data === undefined ? {} : { custom_data }),
      ...(ofContact === undefined ? {} : { contact_custom_data: ofContact }),
    },
  };
}

/** The states that made the session as the counterexample did; none where it was never made. */
function madeBy(exchanges: readonly Exchange[], session: string | undefined): GivenState[] {
  const made = exchanges.find(
    (exchange) =>
      exchange.operation === "createSession" && membersOf(jsonBody(exchange.response)).id === session,
  );
  if (made === undefined) {
    // A session that other cases share was made before this one.
    const known = exchanges.some(
      (exchange) => sessionOf(exchange) === session && (exchange.response?.status ?? 500) < 300,
    );
    return known ? [{ name: "a session exists" }] : [];
  }
  const body = membersOf(jsonBody(made.request));
  return [
    ...(body.contact === undefined && body.contact_id === undefined
      ? []
      : [{ name: "a contact exists", ...paramsOf(dataIn(body, "contact")) }]),
    { name: "a session exists", ...paramsOf(dataIn(body, "session")) },
  ];
}

function paramsOf(data: Json | undefined): { params?: JsonObject } {
  return data === undefined || isEmpty(membersOf(data)) ? {} : { params: { custom_data: data } };
}

// Members are defined, not assigned, so that `__proto__` is one like any other.
function merged(parts: readonly (Json | undefined)[]): JsonObject {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(membersOf(part))));
}

function sessionOf({ request }: Exchange): string | undefined {
  return operationAt(request.method, request.path)?.sessionId;
}

function bodyOf({ request }: Exchange): WrittenBody {
  const json = jsonBody(request);
  if (json !== undefined && isWritable(json)) return { json };
  const { encoding = "utf8", data = "" } = request.body ?? {};
  return {
    base64: Buffer.from(data, encoding).toString("base64"),
    contentType: headerOf(request, "content-type") ?? "application/json",
  };
}

// A number beyond a double parses, and cannot be written again.
function isWritable(value: Json): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isWritable);
}
