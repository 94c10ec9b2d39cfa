import { headerOf, jsonBody } from "../../http/exchange.ts";
import { isObject, type Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { show } from "../rules/judge/words.ts";
import { type ConsumerAnalysis, type Run, sessionOf } from "./consumer-analysis.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";
import { shapeHolds } from "./judge/shape.ts";

// What a message must be: its method, path, body and members.

export const consumerMethod = defineConsumerRule({
  id: "consumer/method",
  basis: "stated",
  title: "a message is sent with POST",
  quote: "POST",
  otherwise: "it sent nothing",
  judge: everySend(({ exchange: { request } }) =>
    request.method === "POST" ? [] : [{ expected: "POST", got: request.method }],
  ),
});

export const consumerJsonBody = defineConsumerRule({
  id: "consumer/json-body",
  basis: "stated",
  title: "the body of a send is a JSON object in UTF-8",
  quote: "Body application/json",
  otherwise: "it sent nothing",
  judge: everySend(({ body, exchange: { request } }) => {
    if (request.method !== "POST") return undefined;
    if (isObject(body)) return [];
    const { encoding, data } = request.body ?? {};
    const got =
      encoding === undefined
        ? "no body"
        : encoding === "base64"
          ? "bytes that are not UTF-8"
          : body === undefined
            ? `text that is not JSON, or nested without end: ${show(data)}`
            : show(body);
    return [{ expected: "a JSON object", got }];
  }),
});

export const consumerJsonContentType = defineConsumerRule({
  id: "consumer/json-content-type",
  basis: "stated",
  title: "a send names application/json as its content type",
  quote: "Body application/json",
  otherwise: "it sent no body",
  judge: everySend(({ exchange: { request } }) => {
    if (request.body === undefined) return undefined;
    const type = headerOf(request, "content-type");
    if (/^application\/json\s*(;|$)/i.test(type ?? "")) return [];
    return [{ expected: "Content-Type: application/json", got: type ?? "no content type" }];
  }),
});

/** What stands in a path when a program forgot to put the id there. */
const PLACEHOLDER = /^(|undefined|null|none|nil|nan|\[object \w+\]|\$?\{.*\}|<.*>|:\w+|%s)$/i;

export const consumerSessionIdGiven = defineConsumerRule({
  id: "consumer/session-id-given",
  basis: "stated",
  title:
    "the session id is one that the program was given: by Create Session, by its environment, or for good",
  quote: "session_id string required The unique identifier of the chat session",
  otherwise: "a single recording does not tell a session id that was given from one that was made up",
  judge: (run, it) =>
    everySend((send) => {
      const session = sessionOf(send);
      const expected = "the id of a session that exists";
      if (PLACEHOLDER.test(session)) return [{ expected, got: `"${session}"` }];
      if (it.case.sessions.includes(session) || isCreated(session, it)) return [];
      const sending = it.runs.filter(({ sends }) => sends.length > 0);
      if (sending.length < 2) return undefined;
      // An id that each run uses is written down in the program or its configuration.
      if (sending.every(({ sends }) => sends.some((other) => sessionOf(other) === session))) return [];
      return [{ expected, got: `"${session}", which nobody gave it and no other run uses` }];
    })(run, it),
});

function isCreated(session: string, it: ConsumerAnalysis): boolean {
  return it.case.received.some(
    ({ operation, response }) =>
      operation === "createSession" && member(jsonBody(response), "id") === session,
  );
}

/** One path segment of RFC 3986. */
const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/;

export const consumerSessionIdEncoded = defineConsumerRule({
  id: "consumer/session-id-encoded",
  basis: "implied",
  title: "the session id is one segment of the path, percent-encoded",
  quote: "https://api.open.cx/chat/sessions/{session_id}/send",
  otherwise: "it sent nothing",
  judge: everySend(({ rawSession }) =>
    rawSession === "" || (SEGMENT.test(rawSession) && decodes(rawSession))
      ? []
      : [{ expected: `one segment, such as ${encodeURIComponent(rawSession)}`, got: rawSession }],
  ),
});

function decodes(segment: string): boolean {
  try {
    decodeURIComponent(segment);
    return true;
  } catch {
    return false;
  }
}

export const consumerCreatedSessionUsed = defineConsumerRule({
  id: "consumer/created-session-used",
  basis: "implied",
  title: "a program that creates a session sends to it, and not only to another one that it has written down",
  quote: "session_id string required The unique identifier of the chat session",
  otherwise: "it created no session before it sent",
  judge: (run, it) => {
    const created = createdIn(run);
    const later = run.sends.filter(({ exchange }) => exchange.startedMs >= (created[0]?.endedMs ?? Infinity));
    const first = later[0];
    if (first === undefined) return { checked: 0, violations: [] };
    const known = new Set([
      ...created.map(({ id }) => id),
      ...it.case.sessions,
      ...it.runs.flatMap((other) => createdIn(other).map(({ id }) => id)),
    ]);
    if (later.some((send) => known.has(sessionOf(send)))) return { checked: 1, violations: [] };
    return {
      checked: 1,
      violations: [
        {
          exchanges: [created.at(-1)!.index, first.index],
          expected: `a send to the session that Create Session answered, ${created.at(-1)!.id}`,
          got: `sends to "${sessionOf(first)}" only`,
        },
      ],
    };
  },
});

/** The sessions that were created in a run, with the end of each request. */
function createdIn({ requests }: Run) {
  return requests.flatMap(({ index, exchange }) => {
    const id = exchange.operation === "createSession" ? member(jsonBody(exchange.response), "id") : undefined;
    return typeof id === "string" ? [{ index, id, endedMs: exchange.endedMs }] : [];
  });
}

export const consumerMessage = defineConsumerRule({
  id: "consumer/message",
  basis: "stated",
  title: "every send holds a message, an object",
  quote: "message object required",
  otherwise: "it sent no JSON",
  judge: shapeHolds(([top, ...rest]) => top === "message" && rest.length === 0),
});

export const consumerSender = defineConsumerRule({
  id: "consumer/sender",
  basis: "stated",
  title: "every send names its sender, one of contact and agent",
  quote: "sender enum<string> required Available options: contact, agent",
  otherwise: "it sent no JSON",
  judge: shapeHolds(([top, ...rest]) => top === "sender" && rest.length === 0),
});

const OTHER_MEMBERS = ["contact", "custom_data", "agent", "should_take_over_session_from_ai"];

export const consumerMemberTypes = defineConsumerRule({
  id: "consumer/member-types",
  basis: "stated",
  title: "the optional members of a send have the types that the page names",
  quote: "should_take_over_session_from_ai boolean",
  otherwise: "it sent none of the optional members",
  judge: shapeHolds(
    ([top, ...rest]) => OTHER_MEMBERS.includes(top ?? "") && rest.length === 0,
    (body) => isObject(body) && OTHER_MEMBERS.some((name) => Object.hasOwn(body, name)),
  ),
});

export const consumerInnerMemberTypes = defineConsumerRule({
  id: "consumer/inner-member-types",
  basis: "implied",
  title: "the members of message, contact and agent have the types of the page's example",
  quote: '"agent": { "id": 123, "name": "<string>", "avatar_url": "<string>" }',
  otherwise: "it sent no message, contact or agent",
  judge: shapeHolds(
    ([top, second, ...rest], keyword) =>
      ["message", "contact", "agent"].includes(top ?? "") &&
      second !== undefined &&
      second !== "attachments" &&
      second !== "custom_data" &&
      rest.length === 0 &&
      keyword !== "format",
    (body) => ["message", "contact", "agent"].some((name) => isObject(member(body, name))),
  ),
});

export const consumerEmail = defineConsumerRule({
  id: "consumer/email",
  basis: "implied",
  title: "contact.email is an e-mail address",
  quote: '"email": "[email protected]"',
  otherwise: "it sent no e-mail address",
  judge: shapeHolds(
    (place, keyword) => place.join("/") === "contact/email" && keyword === "format",
    (body) => typeof member(body, "contact", "email") === "string",
  ),
});

const MEMBERS = ["name", "url", "base64", "mime_type"];
/** Without groups that repeat: over many megabytes they run out of stack. */
const BASE64 = /^[A-Za-z0-9+/]*(={0,2})$/;

export const consumerAttachments = defineConsumerRule({
  id: "consumer/attachments",
  basis: "implied",
  title: "attachments are a list of objects of strings, each with its content or where to get it",
  quote:
    '"attachments": [ { "name": "<string>", "url": "<string>", "base64": "<string>", "mime_type": "<string>" } ]',
  otherwise: "it sent no attachments",
  judge: everySend(({ body }) => {
    const attachments = member(body, "message", "attachments");
    if (attachments === undefined || attachments === null) return undefined;
    if (!Array.isArray(attachments))
      return [{ expected: "a list at /message/attachments", got: show(attachments) }];
    return attachments.flatMap((attachment, index) => {
      const wrong = wrongIn(attachment);
      return wrong === undefined
        ? []
        : [{ expected: `${wrong} at /message/attachments/${index}`, got: show(attachment) }];
    });
  }),
});

function wrongIn(attachment: Json): string | undefined {
  if (!isObject(attachment)) return "an object";
  for (const name of MEMBERS) {
    const value = attachment[name];
    if (Object.hasOwn(attachment, name) && value !== null && typeof value !== "string")
      return `a string as ${name}`;
  }
  const { url, base64 } = attachment;
  if (!url && !base64) return "url or base64";
  if (typeof url === "string" && url !== "" && !URL.canParse(url)) return "a whole URL as url";
  // A data URL is a mistake of its own: what stands before its comma is no base64.
  if (typeof base64 === "string" && !isBase64(base64.replace(/\s/g, ""))) return "base64 as base64";
  return undefined;
}

function isBase64(text: string): boolean {
  const padding = BASE64.exec(text)?.[1]?.length;
  if (padding === undefined) return false;
  const rest = (text.length - padding) % 4;
  return rest === 0 ? padding === 0 : rest !== 1 && (padding === 0 || rest + padding === 4);
}

/** Operations that are named; a program may make up paths without end. */
const NAMED = 20;

/** Ids are others in each run, and say nothing about the operation. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

export const consumerOtherOperations = defineConsumerRule({
  id: "consumer/other-operations",
  basis: "open",
  title: "what it asks of the API that the sandbox does not know and answers with a 404",
  source: "good practice",
  otherwise: "it called only what the sandbox knows",
  judge: ({ requests }) => {
    const unknown = requests.filter(({ exchange }) => exchange.operation === undefined);
    if (unknown.length === 0) return { checked: 0, violations: [] };
    const names = unknown.map(
      ({ exchange: { request } }) =>
        `${request.method} ${request.path.replace(/\?.*/s, "").replace(UUID, "{id}").slice(0, 120)}`,
    );
    return { checked: unknown.length, violations: [], observed: [...new Set(names)].sort().slice(0, NAMED) };
  },
});
