import { headerOf } from "../../http/exchange.ts";
import { isObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { show } from "../../judging/show.ts";
import { dataIn } from "../contract/records.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { every, shapeHolds } from "./judge/every.ts";
import { codingOf } from "./left-open.ts";

const OPTIONAL_MEMBERS = ["contact", "custom_data", "agent", "should_take_over_session_from_ai"];
const OBJECTS = ["message", "contact", "agent"];

/** What a send must be: its method, its body, and the types of its members. */
export const requestRules: readonly ConsumerRule[] = [
  {
    id: "consumer/method",
    basis: "stated",
    title: "a message is sent with POST",
    quote: "POST",
    notApplicable: "it sent nothing",
    judge: every("sends", ({ request }) =>
      request.method === "POST" ? [] : [{ expected: "POST", got: request.method }],
    ),
  },
  {
    id: "consumer/json-content-type",
    basis: "stated",
    title: "a send names application/json as its content type",
    quote: "Body application/json",
    notApplicable: "it sent no body",
    judge: every("sends", ({ request }) => {
      if (request.body === undefined) return undefined;
      const type = headerOf(request, "content-type");
      if (/^application\/json\s*(;|$)/i.test(type ?? "")) return [];
      return [{ expected: "Content-Type: application/json", got: type ?? "no content type" }];
    }),
  },
  {
    id: "consumer/json-body",
    basis: "stated",
    title: "the body of a send is a JSON object in UTF-8",
    quote: "Body application/json",
    notApplicable: "it sent nothing",
    judge: every("sends", ({ body, request, error }) => {
      // What the sandbox did not read to its end may be JSON or not.
      if (request.method !== "POST" || error?.kind === "too-large") return undefined;
      // HTTP allows it, and nobody said that the provider does: it is refused, and told as such.
      if (codingOf(request) !== undefined) return undefined;
      if (isObject(body)) return [];
      const { encoding, data } = request.body ?? {};
      const got =
        encoding === undefined
          ? "no body"
          : encoding === "base64"
            ? "bytes that are not UTF-8"
            : data?.startsWith("\uFEFF")
              ? "a byte order mark, with which no JSON text begins"
              : body === undefined
                ? `text that is not JSON, or nested without end: ${show(data)}`
                : show(body);
      return [{ expected: "a JSON object", got }];
    }),
  },
  {
    id: "consumer/sender",
    basis: "stated",
    title: "every send names its sender, one of contact and agent",
    quote: "sender enum<string> required Available options: contact, agent",
    notApplicable: "it sent no JSON",
    judge: shapeHolds(({ place }) => place === "/sender"),
  },
  {
    id: "consumer/message",
    basis: "stated",
    title: "every send holds a message, an object",
    quote: "message object required",
    notApplicable: "it sent no JSON",
    judge: shapeHolds(({ place }) => place === "/message"),
  },
  {
    id: "consumer/member-types",
    basis: "stated",
    title: "the optional members of a send have the types that the page names",
    quote: "should_take_over_session_from_ai boolean",
    notApplicable: "it sent none of the optional members",
    judge: shapeHolds(
      ({ place }) => OPTIONAL_MEMBERS.includes(place.slice(1)),
      (body) => OPTIONAL_MEMBERS.some((name) => member(body, name) !== undefined),
    ),
  },
  {
    id: "consumer/inner-member-types",
    basis: "implied",
    title: "the members of message, contact and agent have the types of the page's example",
    quote: '"agent": { "id": 123, "name": "<string>", "avatar_url": "<string>" }',
    notApplicable: "it sent no message, contact or agent",
    judge: shapeHolds(
      ({ place, keyword }) =>
        /^\/(message|contact|agent)\/(?!attachments$|custom_data$)[^/]*$/.test(place) && keyword !== "format",
      (body) => OBJECTS.some((name) => isObject(member(body, name))),
    ),
  },
  {
    id: "consumer/contact-data-object",
    basis: "stated",
    title: "contact.custom_data is an object",
    quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
    notApplicable: "it sent no contact data",
    judge: shapeHolds(
      ({ place }) => place === "/contact/custom_data",
      (body) => dataIn(body, "contact") !== undefined,
    ),
  },
  {
    id: "consumer/email",
    basis: "implied",
    title: "contact.email is an e-mail address",
    quote: '"email": "[email protected]"',
    notApplicable: "it sent no e-mail address",
    judge: shapeHolds(
      ({ place, keyword }) => place === "/contact/email" && keyword === "format",
      (body) => typeof member(body, "contact", "email") === "string",
    ),
  },
];
