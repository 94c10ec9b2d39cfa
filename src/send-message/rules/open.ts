import { isObject, type Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { NESTED, RECORDS } from "../contract/records.ts";
import { togetherAcrossSessions, togetherKeys } from "../scenarios/concurrent-sends.ts";
import { bearerCase, readsWithoutKey } from "../scenarios/credentials.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { rejectionDesign } from "../scenarios/design/rejection-design.ts";
import { samePerson } from "../scenarios/isolation.ts";
import { merge } from "../scenarios/merge.ts";
import { messages, repeatedMessage, robustness } from "../scenarios/messages.ts";
import { hostile } from "../scenarios/odd-values.ts";
import { openContacts, openEncodings, openRequests, openSizes, openTexts } from "../scenarios/open-points.ts";
import { rejectionInContext } from "../scenarios/rejections.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { documentedEffects, shapes } from "../scenarios/shapes.ts";
import { manyKeys, updates } from "../scenarios/updates.ts";
import { about } from "./judge/answers.ts";
import { turnedAwayAtOnce } from "./judge/at-once.ts";
import {
  answerTo,
  answerToBytes,
  answerToKey,
  answerToText,
  errorMessageForm,
  extraMembers,
  statusOf,
} from "./judge/observing.ts";
import {
  cardNumbers,
  contactValue,
  duplicateNames,
  emptyForm,
  historyIds,
  historyOrder,
  historySenders,
  largestValue,
  mostKeys,
  readLag,
  refusedKeys,
  repeatedSend,
  takeOverEffect,
  tidiedTexts,
  unverifiedContact,
} from "./judge/observing-effects.ts";
import { siblingShape, siblingStatus } from "./judge/siblings.ts";
import { defineRule, type Rule } from "./rule.ts";

type Point = Omit<Rule, "id" | "basis"> & { readonly name: string };
type Origin = { readonly quote: string } | { readonly source: "good practice" };

/** Where only the answer is open: the name of each rule, what is answered, and how its send is known. */
function answersTo(
  origin: Origin,
  scenario: Scenario,
  rows: readonly (readonly [name: string, what: string, judge: Rule["judge"]])[],
): Point[] {
  return rows.map(([name, what, judge]) => ({
    name,
    title: `what is answered to ${what}`,
    ...origin,
    sends: [scenario],
    judge,
  }));
}

const answers = [
  ...answersTo({ source: "good practice" }, openRequests, [
    ["unknown-body-member", "an unknown member of the body", answerToText("unknown member of the body")],
    ["unknown-message-member", "an unknown member of message", answerToText("unknown member of message")],
    ["unknown-contact-member", "an unknown member of contact", answerToText("unknown member of contact")],
    ["null-custom-data", "null as custom_data", answerToText("null custom_data")],
    ["null-contact", "null as contact", answerToText("null contact")],
    ["null-contact-custom-data", "null as contact.custom_data", answerToText("null contact custom_data")],
    ["null-agent", "null as agent", answerToText("null agent")],
    ["message-without-type", "a message without a type", answerToText("message without type")],
  ]),
  ...answersTo({ quote: "message\nobject\nrequired" }, openRequests, [
    ["unknown-message-type", "a message of an unknown type", answerToText("unknown message type")],
    ["empty-message", "an empty message object", answerTo(({ body }) => isEmpty(member(body, "message")))],
    ["empty-text", "an empty text", answerTo(({ body }) => member(body, "message", "text") === "")],
  ]),
  ...answersTo({ quote: "agent\nobject" }, openRequests, [
    ["unknown-agent", "an agent that nobody knows", answerToText("unknown agent")],
  ]),
  ...answersTo({ quote: RECORDS.session.values }, hostile, [
    ["proto-key", "the key __proto__", answerToKey("__proto__")],
    ["nul-character", "U+0000 in a value", answerToKey("nul")],
    ["unpaired-surrogate", "an unpaired surrogate", answerToKey("lone")],
  ]),
  ...answersTo({ quote: "application/json" }, openEncodings, [
    ["text-plain", "JSON as text/plain", answerToText("as text/plain")],
    ["merge-patch", "JSON as application/merge-patch+json", answerToText("as merge-patch")],
    ["invalid-utf-8", "a body that is not UTF-8", answerToBytes],
  ]),
  ...answersTo({ quote: RECORDS.session.values }, openEncodings, [
    ["number-beyond-a-double", "a number beyond a double", answerToText("a number beyond a double")],
  ]),
];

const points: readonly Point[] = [
  {
    name: "accepted-status",
    title: "the status of an accepted send",
    quote: "Default Response",
    sends: [merge],
    judge: statusOf((send) => send.answer === "accepted"),
  },
  {
    name: "nested-status",
    title: "the status of a refused nested object",
    quote: NESTED,
    sends: [rejectionDesign],
    judge: statusOf(
      (send) => about.value("session", "object")(send) || about.value("contact", "object")(send),
    ),
  },
  {
    name: "invalid-shape-status",
    title: "the status of a member of a wrong type",
    quote: "Default Response",
    sends: [shapes],
    judge: statusOf(about.shape("type", "enum", "format")),
  },
  {
    name: "missing-member-status",
    title: "the status of a request that lacks a required member",
    quote: "Default Response",
    sends: [shapes],
    judge: statusOf(about.shape("required")),
  },
  {
    name: "not-json-status",
    title: "the status of a body that is not JSON",
    quote: "Default Response",
    sends: [robustness],
    judge: statusOf(about.notJson),
  },
  {
    name: "unknown-session-status",
    title: "the status of a send to an unknown session",
    quote: "The unique identifier of the chat session",
    sends: [robustness],
    judge: statusOf((send) => about.session(send)),
  },
  {
    name: "lower-case-bearer",
    title: "whether the word bearer may be in lower case",
    quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
    sends: [bearerCase],
    judge: answerTo((send) => send.credential === "lower-case-scheme"),
  },
  {
    name: "error-message-form",
    title: "whether the message of an error is a string or a list",
    source: "Authentication",
    sends: [rejectionInContext, shapes],
    judge: errorMessageForm,
  },
  {
    name: "extra-response-members",
    title: "members of the answer beside those of the page",
    quote: "Default Response",
    sends: [merge],
    judge: extraMembers,
  },
  ...answers,
  {
    name: "number-in-contact-data",
    title: "what becomes of a number in contact data",
    quote: RECORDS.contact.values,
    sends: [openRequests],
    judge: contactValue("number"),
  },
  {
    name: "boolean-in-contact-data",
    title: "what becomes of a boolean in contact data",
    quote: RECORDS.contact.values,
    sends: [openRequests],
    judge: contactValue("boolean"),
  },
  {
    name: "duplicate-names",
    title: "which of two members of one name counts",
    quote: "application/json",
    sends: [openEncodings],
    judge: duplicateNames,
  },
  {
    name: "largest-value",
    title: "the largest of the sizes tried that a value may have",
    quote: RECORDS.session.values,
    sends: [openSizes],
    judge: largestValue,
  },
  {
    name: "empty-custom-data-form",
    title: "whether empty session data is left out or {}",
    source: "Get Session",
    sends: [samePerson],
    judge: emptyForm,
  },
  {
    name: "history-order",
    title: "the order of the history",
    source: "List history",
    sends: [messages],
    judge: historyOrder,
  },
  {
    name: "history-id",
    title: "how the id of a message relates to the id of its entry in the history",
    source: "List history",
    sends: [messages],
    judge: historyIds,
  },
  {
    name: "history-sender",
    title: "how the history names the senders",
    source: "List history",
    sends: [messages],
    judge: historySenders,
  },
  {
    name: "repeated-message",
    title: "whether a repeated request is one message or two",
    source: "List history",
    sends: [repeatedMessage],
    judge: repeatedSend,
  },
  {
    name: "read-lag",
    title: "whether a read shows a write at once",
    source: "Get Session",
    // A write before each of many reads: a provider that lags now and then is seen to lag in every run.
    sends: [updates],
    judge: readLag,
  },
  {
    name: "take-over-effect",
    title: "what a take-over changes in the session",
    quote: "should_take_over_session_from_ai\nboolean",
    sends: [documentedEffects],
    judge: takeOverEffect,
  },
  {
    name: "unverified-contact-data",
    title: "whether contact data sent to an unverified session is shown",
    source: "Create Session",
    sends: [openContacts],
    judge: unverifiedContact,
  },
  {
    name: "session-as-documented",
    title: "where Get Session differs from its page",
    source: "Get Session",
    sends: [merge],
    judge: siblingShape("getSession"),
  },
  {
    name: "history-as-documented",
    title: "where List history differs from its page",
    source: "List history",
    sends: [merge],
    judge: siblingShape("listHistory"),
  },
  {
    name: "creating-without-key",
    title: "what is answered to Create Session without a valid key",
    source: "Authentication",
    sends: [readsWithoutKey],
    judge: siblingStatus("createSession"),
  },
  {
    name: "unusual-keys",
    title: "kinds of unusual keys that are refused",
    quote: "custom_data\nobject",
    sends: [mergeDesign],
    judge: refusedKeys,
  },
  {
    name: "most-keys",
    title: "the most keys that a record accepts, of the counts tried",
    quote: "custom_data\nobject",
    sends: [manyKeys],
    judge: mostKeys,
  },
  {
    name: "tidied-texts",
    title: "what a history makes of white space around a text, line ends, HTML and card numbers",
    source: "List history",
    sends: [openTexts],
    judge: tidiedTexts,
  },
  {
    name: "card-numbers",
    title: "what becomes of a card's number in custom data",
    quote: RECORDS.session.goes,
    sends: [openTexts],
    judge: cardNumbers,
  },
  {
    name: "turned-away-at-once",
    title: "how sends are turned away only because others are under way",
    source: "good practice",
    sends: [togetherKeys.session, togetherKeys.contact, togetherAcrossSessions],
    judge: turnedAwayAtOnce,
  },
];

function isEmpty(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

export const openRules: readonly Rule[] = points.map(({ name, ...point }) =>
  defineRule({ id: `open/${name}`, basis: "open", ...point }),
);
