import { member } from "../../json/member.ts";
import { sameValue } from "../../json/same-value.ts";
import { BOTH, NESTED, RECORDS } from "../contract/records.ts";
import { togetherInCompany } from "../scenarios/concurrent-sends.ts";
import { readsWithoutKey } from "../scenarios/credentials.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { raceDesign } from "../scenarios/design/race-design.ts";
import { rejectionDesign } from "../scenarios/design/rejection-design.ts";
import { samePerson } from "../scenarios/isolation.ts";
import { merge, person } from "../scenarios/merge.ts";
import { messages, robustness } from "../scenarios/messages.ts";
import { everyValue } from "../scenarios/odd-values.ts";
import { openContacts, openEncodings, openRequests, openSizes, openTexts } from "../scenarios/open-points.ts";
import { rejectionInContext } from "../scenarios/rejections.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { shapes } from "../scenarios/shapes.ts";
import { longConversation, manyKeys } from "../scenarios/updates.ts";
import { BEARER } from "./authentication.ts";
import { about } from "./judge/answers.ts";
import { turnedAwayAtOnce } from "./judge/at-once.ts";
import {
  answerTo,
  answerToBytes,
  answerToEntry,
  answerToText,
  errorMessageForm,
  extraMembers,
  statusOf,
} from "./judge/observing.ts";
import * as effects from "./judge/observing-effects.ts";
import { siblingShape, siblingStatus } from "./judge/responses.ts";
import type { Judge, Rule, Source } from "./rule.ts";

type Origin = { readonly quote: string } | { readonly source: Source };
type Point = readonly [name: string, title: string, judge: Judge];

/** What a sentence of the page, or another source, leaves open: each point is observed in what these scenarios send. */
function points(sends: readonly Scenario[], origin: Origin, rows: readonly Point[]): Rule[] {
  return rows.map(([name, title, judge]) => ({
    id: `open/${name}`,
    basis: "open",
    title,
    ...origin,
    sends,
    judge,
  }));
}

/** The points where only the answer to a request is open. */
function answerPoints(scenario: Scenario, origin: Origin, rows: readonly Point[]): Rule[] {
  return points(
    [scenario],
    origin,
    rows.map(([name, what, judge]) => [name, `what is answered to ${what}`, judge]),
  );
}

const RESPONSE = { quote: "Default Response" };
const VALUES = { quote: RECORDS.session.values };
const GOOD_PRACTICE = { source: "good practice" } as const;
const GET_SESSION = { source: "Get Session" } as const;
const HISTORY = { source: "List history" } as const;

export const openRules: readonly Rule[] = [
  ...points([merge], RESPONSE, [
    ["accepted-status", "the status of an accepted send", statusOf(({ answer }) => answer === "accepted")],
  ]),
  ...points([rejectionDesign], { quote: NESTED }, [
    [
      "nested-status",
      "the status of a refused nested object",
      statusOf((send) => BOTH.some((record) => about.value(record, "object")(send))),
    ],
  ]),
  ...points([shapes], RESPONSE, [
    [
      "invalid-shape-status",
      "the status of a member of a wrong type",
      statusOf(about.shape("type", "enum", "format")),
    ],
    [
      "missing-member-status",
      "the status of a request that lacks a required member",
      statusOf(about.shape("required")),
    ],
  ]),
  ...points([robustness], RESPONSE, [
    ["not-json-status", "the status of a body that is not JSON", statusOf(about.notJson)],
  ]),
  ...points([robustness], { quote: "The unique identifier of the chat session" }, [
    ["unknown-session-status", "the status of a send to an unknown session", statusOf(about.session)],
  ]),
  ...points([openRequests], { quote: BEARER }, [
    [
      "lower-case-bearer",
      "whether the word bearer may be in lower case",
      answerTo(({ credential }) => credential === "lower-case-scheme"),
    ],
  ]),
  ...points([rejectionInContext, shapes], { source: "Authentication" }, [
    ["error-message-form", "whether the message of an error is a string or a list", errorMessageForm],
  ]),
  ...points([merge], RESPONSE, [
    ["extra-response-members", "members of the answer beside those of the page", extraMembers],
  ]),
  ...answerPoints(openRequests, GOOD_PRACTICE, [
    ["unknown-body-member", "an unknown member of the body", answerToText("unknown member of the body")],
    ["unknown-message-member", "an unknown member of message", answerToText("unknown member of message")],
    ["unknown-contact-member", "an unknown member of contact", answerToText("unknown member of contact")],
    ["null-custom-data", "null as custom_data", answerToText("null custom_data")],
    ["null-contact", "null as contact", answerToText("null contact")],
    ["null-contact-custom-data", "null as contact.custom_data", answerToText("null contact custom_data")],
    ["null-agent", "null as agent", answerToText("null agent")],
    ["message-without-type", "a message without a type", answerToText("message without type")],
  ]),
  ...answerPoints(openRequests, { quote: "message\nobject\nrequired" }, [
    ["unknown-message-type", "a message of an unknown type", answerToText("unknown message type")],
    [
      "empty-message",
      "an empty message object",
      answerTo(({ body }) => sameValue(member(body, "message"), {})),
    ],
    ["empty-text", "an empty text", answerTo(({ body }) => member(body, "message", "text") === "")],
  ]),
  ...answerPoints(openRequests, { quote: "agent\nobject" }, [
    ["unknown-agent", "an agent that nobody knows", answerToText("unknown agent")],
  ]),
  ...answerPoints(everyValue, VALUES, [
    ["proto-key", "the key __proto__", answerToEntry((key) => key === "__proto__")],
    ["nul-character", "U+0000 in a value", answerToEntry((_, value) => value.includes("\0"))],
    ["unpaired-surrogate", "an unpaired surrogate", answerToEntry((_, value) => !value.isWellFormed())],
  ]),
  ...answerPoints(openEncodings, { quote: "application/json" }, [
    ["text-plain", "JSON as text/plain", answerToText("as text/plain")],
    ["merge-patch", "JSON as application/merge-patch+json", answerToText("as merge-patch")],
    ["invalid-utf-8", "a body that is not UTF-8", answerToBytes],
  ]),
  ...answerPoints(openEncodings, VALUES, [
    ["number-beyond-a-double", "a number beyond a double", answerToText("a number beyond a double")],
  ]),
  ...points([openRequests], { quote: RECORDS.contact.values }, [
    ["number-in-contact-data", "what becomes of a number in contact data", effects.contactValue("number")],
    ["boolean-in-contact-data", "what becomes of a boolean in contact data", effects.contactValue("boolean")],
  ]),
  ...points([openEncodings], { quote: "application/json" }, [
    ["duplicate-names", "which of two members of one name counts", effects.duplicateNames],
  ]),
  ...points([openSizes], VALUES, [
    ["largest-value", "the largest of the sizes tried that a value may have", effects.largestValue],
  ]),
  ...points([samePerson], GET_SESSION, [
    ["empty-custom-data-form", "whether empty session data is left out or {}", effects.emptyForm],
  ]),
  ...points([messages], HISTORY, [
    ["history-order", "the order of the history", effects.historyOrder],
    [
      "history-id",
      "how the id of a message relates to the id of its entry in the history",
      effects.historyIds,
    ],
    ["history-sender", "how the history names the senders", effects.historySenders],
  ]),
  ...points([openRequests], HISTORY, [
    ["repeated-message", "whether a repeated request is one message or two", effects.repeatedSend],
  ]),
  // Many reads, each behind writes: a provider that lags now and then is seen to lag in every run.
  ...points([longConversation], GET_SESSION, [
    ["read-lag", "whether a read shows a write at once", effects.readLag],
  ]),
  ...points([person], { quote: "should_take_over_session_from_ai\nboolean" }, [
    ["take-over-effect", "what a take-over changes in the session", effects.takeOverEffect],
  ]),
  ...points([openContacts], { source: "Create Session" }, [
    [
      "unverified-contact-data",
      "whether contact data sent to an unverified session is shown",
      effects.unverifiedContact,
    ],
  ]),
  ...points([merge], GET_SESSION, [
    ["session-as-documented", "where Get Session differs from its page", siblingShape("getSession")],
  ]),
  ...points([merge], HISTORY, [
    ["history-as-documented", "where List history differs from its page", siblingShape("listHistory")],
  ]),
  ...points([readsWithoutKey], { source: "Authentication" }, [
    [
      "creating-without-key",
      "what is answered to Create Session without a valid key",
      siblingStatus("createSession"),
    ],
  ]),
  ...points([mergeDesign], { quote: "custom_data\nobject" }, [
    ["unusual-keys", "kinds of unusual keys that are refused", effects.refusedKeys],
  ]),
  ...points([manyKeys], { quote: "custom_data\nobject" }, [
    ["most-keys", "the most keys that a record accepts, of the counts tried", effects.mostKeys],
  ]),
  ...points([openTexts], HISTORY, [
    [
      "tidied-texts",
      "what a history makes of white space around a text, line ends, HTML and card numbers",
      effects.tidiedTexts,
    ],
  ]),
  ...points([openTexts], { quote: RECORDS.session.goes }, [
    ["card-numbers", "what becomes of a card's number in custom data", effects.cardNumbers],
  ]),
  ...points([togetherInCompany, raceDesign], GOOD_PRACTICE, [
    ["turned-away-at-once", "how sends are turned away only because others are under way", turnedAwayAtOnce],
  ]),
];
