import type { RecordKind } from "../../evidence/step.ts";
import { isOrdinaryKey, mayBeCardNumber } from "../analysis/ordinary.ts";
import type { Write } from "../analysis/writes.ts";
import { accepted } from "./judge/answers.ts";
import {
  hasLaterSend,
  hasOtherSession,
  isOrdinary,
  isUpdate,
  replacesNothing,
  seenWhereSent,
} from "./judge/ordinary.ts";
import { othersBecomeStrings } from "./judge/others-become-strings.ts";
import { personKept } from "./judge/person-kept.ts";
import { kept } from "./judge/records.ts";
import { returned } from "./judge/returned.ts";
import { updatesRefused } from "./judge/updates-refused.ts";
import { defineRule, type Rule } from "./rule.ts";

const MERGE =
  "Both merge into any existing data, so you only need to send the keys you want to add or update.";
/** What the page says of each record: where its data goes, and of what types its values are. */
const PAGE = {
  session: {
    goes: "Merged into the chat session and returned by Get Session.",
    values: "Values can be strings, numbers, or booleans.",
  },
  contact: { goes: "Merged into the contact.", values: "Values are strings." },
} as const;

/** Values that the record takes as they are: of a contact's, what is no string may become one. */
const isTaken = ({ kind, value }: Write) =>
  typeof value === "string" || (kind === "session" && typeof value !== "object");
const isOrdinaryText = (write: Write) => isOrdinary(write) && typeof write.value === "string";

/** Keys that are sent are there, keys that are not sent stay, and everything comes back as it was sent. */
function mergeRules(record: RecordKind): Rule[] {
  const { goes, values } = PAGE[record];
  return [
    defineRule({
      id: `${record}-data/sent-keys-added`,
      basis: "stated",
      title: `a key that is sent is added to the ${record}`,
      quote: record === "session" ? MERGE : goes,
      scenarios: [
        "types",
        "merge",
        "merge-design",
        "merge-design-late",
        ...(record === "session" ? [] : []),
        "many-keys",
        "same-text",
      ],
      judge: kept({
        record,
        kinds: ["absent"],
        write: (write, it) => isOrdinary(write) && !isUpdate(write, it) && isTaken(write),
        found: seenWhereSent,
      }),
    }),
    defineRule({
      id: `${record}-data/unsent-keys-stay`,
      basis: "stated",
      title: `a key that is not sent stays in the ${record}`,
      quote: MERGE,
      scenarios: [
        "merge",
        "merge-design",
        "merge-design-late",
        "updates",
        "many-keys",
        "long-conversation",
        "sequences",
        "later",
      ],
      judge: kept({
        record,
        kinds: ["lost"],
        write: (write, it) => isOrdinary(write) && hasLaterSend(write, it),
      }),
    }),
    defineRule({
      id: `${record}-data/sent-keys-updated`,
      basis: "stated",
      title: `a key of the ${record} that is sent again takes the new value`,
      quote: MERGE,
      scenarios: [
        "merge",
        "merge-design",
        "merge-design-late",
        "updates",
        "unaided-updates",
        "many-keys",
        "sequences",
        "long-conversation",
      ],
      judge: kept({
        record,
        kinds: ["stale", "absent", "altered"],
        write: (write, it) => isOrdinary(write) && isUpdate(write, it),
        found: (found, it) => seenWhereSent(found) && replacesNothing(found, it),
      }),
    }),
    defineRule({
      id: `${record}-data/strings-accepted`,
      basis: "stated",
      title: `strings are accepted as ${record} data`,
      quote: values,
      scenarios: ["types", "merge", "merge-design", "merge-design-late"],
      judge: accepted([`${record} strings`]),
    }),
    defineRule({
      id: `${record}-data/strings-come-back`,
      basis: "stated",
      title: `ordinary strings in ${record} data come back as they went in`,
      quote: goes,
      scenarios: ["merge-design", "merge-design-late", "updates", "sequences", "later"],
      judge: kept({ record, kinds: ["altered"], write: isOrdinaryText, concurrent: "any" }),
    }),
    defineRule({
      id: `${record}-data/keys-come-back`,
      basis: "stated",
      title: `ordinary keys of ${record} data come back as they went in`,
      quote: goes,
      scenarios: ["merge-design", "merge-design-late"],
      judge: kept({ record, kinds: ["renamed"], write: isOrdinary, concurrent: "any" }),
    }),
    defineRule({
      id: `${record}-data/unusual-accepted`,
      basis: "implied",
      title: `unusual values under ordinary keys, such as strings with control characters, are accepted as ${record} data`,
      quote: values,
      scenarios: ["types", "merge-design", "merge-design-late"],
      judge: accepted([`unusual ${record} data`]),
    }),
    defineRule({
      id: `${record}-data/unusual-come-back`,
      basis: "implied",
      title: `unusual keys and values that are accepted as ${record} data come back as they went in`,
      quote: goes,
      scenarios: [
        "merge-design",
        "merge-design-late",
        "lengths",
        "hostile",
        "list-like-keys",
        "updates",
        ...(record === "session" ? ["number-spellings", "open-sizes"] : []),
      ],
      judge: kept({
        record,
        kinds: ["absent", "lost", "stale", "altered", "renamed"],
        write: (write) =>
          typeof write.value !== "object" &&
          !mayBeCardNumber(write.value) &&
          !(isOrdinary(write) && isTaken(write)),
        // What becomes of a contact's number is open, but that it is gone is not.
        found: (found) =>
          seenWhereSent(found) && (isTaken(found.write) || found.kind === "absent" || found.kind === "lost"),
        concurrent: "any",
      }),
    }),
    defineRule({
      id: `${record}-data/unusual-updated`,
      basis: "implied",
      title: `an unusual key that was accepted as ${record} data is accepted again when it is updated`,
      quote: MERGE,
      scenarios: ["merge-design", "merge-design-late"],
      judge: updatesRefused(record, (key) => !isOrdinaryKey(key)),
    }),
    defineRule({
      id: `${record}-data/empty-accepted`,
      basis: "implied",
      title: `empty ${record} data is accepted`,
      quote: MERGE,
      scenarios: ["nothing-changes"],
      judge: accepted([`empty ${record} data`]),
    }),
  ];
}

/** A type of value that session data takes beside strings. */
function typeRules(type: "number" | "boolean"): Rule[] {
  return [
    defineRule({
      id: `session-data/${type}s-accepted`,
      basis: "stated",
      title: `${type}s are accepted as session data`,
      quote: PAGE.session.values,
      scenarios: ["types", "merge-design", "merge-design-late", "merge"],
      judge: accepted([`session ${type}s`]),
    }),
    defineRule({
      id: `session-data/${type}s-come-back`,
      basis: "stated",
      title: `ordinary ${type}s in session data come back as they went in`,
      quote: PAGE.session.goes,
      scenarios: [
        "types",
        "merge",
        "nothing-changes",
        "merge-design",
        "merge-design-late",
        "updates",
        "sequences",
      ],
      judge: kept({
        record: "session",
        kinds: ["altered"],
        write: (write) => isOrdinary(write) && typeof write.value === type,
        concurrent: "any",
      }),
    }),
  ];
}

export const sessionDataRules: readonly Rule[] = [
  defineRule({
    id: "session-data/returned-by-get-session",
    basis: "stated",
    title: "session data that was accepted is returned by Get Session",
    quote: PAGE.session.goes,
    scenarios: ["merge"],
    judge: returned,
  }),
  ...mergeRules("session"),
  ...typeRules("number"),
  ...typeRules("boolean"),
];

export const contactDataRules: readonly Rule[] = [
  ...mergeRules("contact"),
  defineRule({
    id: "contact-data/others-become-strings",
    basis: "implied",
    title: "a number or boolean that is accepted as contact data comes back as a string",
    quote: PAGE.contact.values,
    scenarios: ["open-requests"],
    judge: othersBecomeStrings,
  }),
  defineRule({
    id: "contact-data/belongs-to-the-person",
    basis: "implied",
    title: "contact data is visible in every verified session of the same contact",
    quote: "contact-level attributes that belong to the person",
    scenarios: ["same-person", "same-person-by-id", "unaided-updates", "sequences"],
    judge: kept({
      record: "contact",
      kinds: ["absent", "stale"],
      found: (found) => found.view.session !== found.write.session,
      write: (write, it) => hasOtherSession(write, it),
    }),
  }),
  defineRule({
    id: "contact-data/leaves-the-person",
    basis: "implied",
    title: "a send that names no other member of the contact keeps its name, e-mail address and phone number",
    quote: PAGE.contact.goes,
    scenarios: ["person", "merge", "merge-design", "merge-design-late"],
    judge: personKept,
  }),
];
