import {
  isToUnknownSession,
  type ObserveStep,
  type SendStep,
  type Step,
  type StepBody,
  sessionRef,
} from "../evidence/step.ts";
import type { Credential, Shown } from "../http/credentials.ts";
import type { Exchange } from "../http/exchange.ts";
import type { WireRequest } from "../http/transport.ts";
import type { Json } from "../json/json.ts";
import { member } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { withData } from "../send-message/contract/records.ts";
import { messageText, plainSend, sessionOfContact } from "../send-message/scenarios/bodies.ts";
import { entriesOf, partOf } from "../send-message/scenarios/entries.ts";

/** One request in the words of the contract. */
export interface RequestSpec {
  readonly operation: OperationId;
  /** What stands for the session in the path: its id, percent-encoded, or what is no id at all. */
  readonly session?: string;
  readonly query?: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly credential?: Credential;
  readonly step: number;
  readonly purpose: Exchange["purpose"];
  readonly release?: Promise<void>;
}

/** The requests of one step: what the runner makes, the dry run counts, and a certificate is held against. */
export interface StepRequests {
  /** Each must happen once. */
  readonly once: readonly RequestSpec[];
  /** What may be repeated until it shows everything, and must happen at least once. */
  readonly read?: RequestSpec;
  /**
   * The plain send that may stand in between, by its number within the case, to the session of the step or to the one
   * that is named; `undefined` where no session takes it.
   */
  readonly between?: (number: number, to?: string) => RequestSpec | undefined;
  /** The part of a refused send that has just these entries, by its number within the step. */
  readonly part?: (body: Json | undefined, number: number) => RequestSpec;
}

/** Ids of sessions and contacts, by the names that the steps of a case give them. */
type Ids = ReadonlyMap<string, string>;

/** Where a step stands: its index, the tag of its case, the ids that are known by then, and the session of the run. */
interface Standing {
  readonly index: number;
  readonly tag: string;
  readonly ids: Ids;
  /** It stands in for every session that a step creates. */
  readonly session: string | undefined;
}

/** The requests that a step makes when it is carried out. */
export function requestsOf(step: Step, standing: Standing): StepRequests {
  const { index, tag, ids, session } = standing;
  const request = (
    operation: OperationId,
    more: { [K in Exclude<keyof RequestSpec, "operation" | "step">]?: RequestSpec[K] | undefined },
  ): RequestSpec => ({ operation, step: index, purpose: "step", ...withoutUndefined(more) });
  const sendRequest = (send: SendStep, purpose: RequestSpec["purpose"] = "step") =>
    request("sendMessage", {
      session: sessionPart(send.session, ids),
      body: encode(send.body),
      contentType: send.contentType,
      credential: send.credential,
      purpose,
    });
  const plain = (to: string, purpose: "marker" | "probe", number: number, members: object = {}) => {
    const json = { ...plainSend(messageText(tag, `${purpose} ${number}`)), ...members };
    return sendRequest({ do: "send", session: to, body: { json } }, purpose);
  };
  switch (step.do) {
    case "create-session": {
      const { body, credential } = step;
      const contactId = step.contact === undefined ? undefined : ids.get(step.contact);
      const json = contactId === undefined ? body : sessionOfContact(body, contactId);
      return {
        once: session === undefined ? [request("createSession", { body: encode({ json }), credential })] : [],
      };
    }
    case "create-contact":
      return { once: [request("createContact", { body: encode({ json: step.body }) })] };
    case "send":
      return {
        once: [sendRequest(step)],
        between: (number, to = step.session) => {
          // Where the send itself is to no real session, the plain one goes to the first that the case has.
          const real = isToUnknownSession(step) ? [...ids.keys()][0] : to;
          return real === undefined ? undefined : plain(real, "probe", number);
        },
        part: (body, number) => sendRequest(partLike(step, body, number), "part"),
      };
    case "wait":
      return { once: [] };
    case "together":
      return {
        once: [...step.sends, ...(step.beside ?? [])].flatMap((each) => requestsOf(each, standing).once),
      };
    case "observe":
      return {
        once: [],
        read: request("getSession", { session: sessionPart(step.session, ids) }),
        between: (number) => plain(step.session, "marker", number, markerMembers(step.records, tag, number)),
      };
    case "history":
      return {
        once: [],
        read: request("listHistory", { session: sessionPart(step.session, ids) }),
        between: (number) => plain(step.session, "marker", number),
      };
    case "read": {
      const { credential } = step;
      return { once: [request(step.operation, { session: sessionPart(step.session, ids), credential })] };
    }
  }
}

/** What goes on the wire for a request. */
export function requestFor(it: RequestSpec, contract: Contract, shown: Shown): WireRequest {
  const { method, path } = contract.operations[it.operation];
  const filled = path.replace(/\{[^}]+\}/, () => it.session ?? "");
  const query = [it.query, shown.query].filter((part) => part !== undefined).join("&");
  const headers: [string, string][] = [["accept", "application/json"]];
  if (shown.authorization !== undefined) headers.push(["authorization", shown.authorization]);
  if (it.body !== undefined) headers.push(["content-type", it.contentType ?? "application/json"]);
  return withoutUndefined({
    method,
    path: query === "" ? filled : `${filled}?${query}`,
    headers,
    body: it.body,
  });
}

/** The operations that a step calls, once for each request; one that is repeated counts once. */
export function callsOf(step: Step, session?: string): OperationId[] {
  const { once, read } = requestsOf(step, { index: 0, tag: "", ids: new Map(), session });
  return [...once, ...(read === undefined ? [] : [read])].map(({ operation }) => operation);
}

/** The id of what such a step creates, in its answer; `undefined` if it holds no id. */
export function createdId(
  made: "create-session" | "create-contact",
  answer: Json | undefined,
): string | undefined {
  const id =
    member(answer, "id") ?? (made === "create-contact" ? member(answer, "contact", "id") : undefined);
  return typeof id === "string" ? id : undefined;
}

/** The piece of the path by which a step means its session; a name that nothing was created by stands for itself. */
function sessionPart(session: string, ids: Ids): string {
  const ref = sessionRef(session);
  if ("verbatim" in ref) return ref.verbatim;
  const id = (name: string) => ids.get(name) ?? name;
  return encodeURIComponent("like" in ref ? unlike(id(ref.like)) : id(ref.made));
}

/** An id that begins like this one, and that no counter comes to: its last third has each digit turned about. */
function unlike(id: string): string {
  const kept = Math.ceil((2 * id.length) / 3);
  const turned = id
    .slice(kept)
    .replace(/[0-9a-f]/gi, (digit) => (15 - Number.parseInt(digit, 16)).toString(16));
  return turned === id.slice(kept) ? `${id}x` : `${id.slice(0, kept)}${turned}`;
}

/** The members that put a fresh key into each of these records. */
function markerMembers(records: ObserveStep["records"], tag: string, number: number) {
  const data = records.map((record) => [
    record,
    { [`opencx_marker${number}`]: `${record} shown ${number} ${tag}` },
  ]);
  return withData({}, Object.fromEntries(data));
}

/** The part of a send with the entries that this body has, too. */
function partLike(step: SendStep, body: Json | undefined, number: number): SendStep {
  const kept = new Set(entriesOf(body ?? null).map(([record, key]) => `${record} ${key}`));
  const entries = "json" in step.body ? entriesOf(step.body.json) : [];
  return partOf(
    step,
    entries.filter(([record, key]) => kept.has(`${record} ${key}`)),
    number,
  );
}

function encode(body: StepBody): Uint8Array {
  if ("json" in body) return Buffer.from(JSON.stringify(body.json));
  return "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
}
