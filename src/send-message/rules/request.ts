import { member } from "../../json/member.ts";
import type { Contract } from "../contract/contract.ts";
import { shapeFaults } from "../corpus/shape-faults.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { merge } from "../scenarios/merge.ts";
import { messages, robustness } from "../scenarios/messages.ts";
import { documented, shapes } from "../scenarios/shapes.ts";
import { about, accepted, refused } from "./judge/answers.ts";
import { ALL_TOPICS } from "./judge/topic.ts";
import type { Rule } from "./rule.ts";

/** Whether a document sets duties by this keyword of JSON Schema. */
const sets = (keyword: string) => (contract: Contract) =>
  shapeFaults(contract.requestSchema("sendMessage")).some((fault) => fault.keyword === keyword);

/** Keywords that bound a value of the right type. */
const FORMATS = ["format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"];

export const requestRules: readonly Rule[] = [
  {
    id: "request/example-accepted",
    basis: "stated",
    title: "the page's JSON example is accepted as it stands",
    quote: '"message": { "type": "text", "text": "I need help with this order" }',
    sends: [documented],
    judge: accepted(
      ALL_TOPICS,
      ({ body }) => member(body, "message", "text") === "I need help with this order",
    ),
  },
  {
    id: "request/message-accepted",
    basis: "stated",
    title: "a message with a sender and a text, and nothing else, is accepted",
    quote: "message\nobject\nrequired",
    sends: [merge, messages],
    judge: accepted(["message"]),
  },
  {
    id: "request/senders-accepted",
    basis: "stated",
    title: "both senders that the page lists are accepted",
    quote: "Available options:\ncontact,\nagent",
    sends: [documented, messages],
    judge: accepted(["agent as sender"]),
  },
  {
    id: "request/contact-members-accepted",
    basis: "stated",
    title: "the members of contact that the page shows are accepted",
    quote: "contact\nobject",
    sends: [documented, mergeDesign],
    judge: accepted(["contact members"]),
  },
  {
    id: "request/agent-accepted",
    basis: "stated",
    title: "an agent with a name and a picture is accepted",
    quote: "agent\nobject",
    sends: [documented],
    judge: accepted(["agent"]),
  },
  {
    id: "request/take-over-accepted",
    basis: "stated",
    title: "should_take_over_session_from_ai is accepted",
    quote: "should_take_over_session_from_ai\nboolean\ndefault:false",
    sends: [documented],
    judge: accepted(["take-over"]),
  },
  {
    id: "request/attachment-accepted",
    basis: "implied",
    title: "a small attachment by base64 is accepted",
    quote:
      '"attachments": [ { "name": "<string>", "url": "<string>", "base64": "<string>", "mime_type": "<string>" } ]',
    sends: [documented, mergeDesign],
    judge: accepted(
      ALL_TOPICS,
      ({ body, explained }) => member(body, "message", "attachments") !== undefined && !explained,
    ),
  },
  {
    id: "request/required",
    basis: "stated",
    title: "a request that lacks a required member is refused",
    quote: "sender\nenum<string>\nrequired",
    sends: [shapes],
    setBy: sets("required"),
    judge: refused(about.shape("required")),
  },
  {
    id: "request/types",
    basis: "implied",
    title: "a member of a wrong type is refused",
    quote: "should_take_over_session_from_ai\nboolean",
    sends: [shapes, robustness],
    setBy: sets("type"),
    judge: refused(about.shape("type")),
  },
  {
    id: "request/enums",
    basis: "implied",
    title: "a sender that the page does not list is refused",
    quote: "Available options:\ncontact,\nagent",
    sends: [shapes],
    setBy: sets("enum"),
    judge: refused(about.shape("enum", "const")),
  },
  {
    id: "request/formats",
    basis: "implied",
    title: "a malformed e-mail address, or another value that breaks its format or bounds, is refused",
    quote: '"email": "[email protected]"',
    sends: [shapes],
    setBy: sets("format"),
    judge: refused(about.shape(...FORMATS)),
  },
  {
    id: "request/json",
    basis: "implied",
    title: "a body that is not JSON is refused",
    quote: "application/json",
    sends: [robustness],
    judge: refused(about.notJson),
  },
];
