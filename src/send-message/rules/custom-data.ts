import type { RecordKind } from "../../evidence/step.ts";
import type { Judgement } from "../../judging/judgement.ts";
import type { Write } from "../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import { mayBeCardNumber } from "../analysis/ordinary.ts";
import { MERGE, RECORDS } from "../contract/records.ts";
import { readMeanwhile } from "../scenarios/concurrent-sends.ts";
import { mergeDesign, mergeDesignLate } from "../scenarios/design/merge-design.ts";
import { everyKey } from "../scenarios/every-key.ts";
import { isolation, samePerson, samePersonById } from "../scenarios/isolation.ts";
import { merge, nothingChanges, person, types } from "../scenarios/merge.ts";
import { everyValue, lengths } from "../scenarios/odd-values.ts";
import { openEncodings, openRequests, openSizes } from "../scenarios/open-points.ts";
import { later, listLikeKeys, sameText } from "../scenarios/over-time.ts";
import { sequences } from "../scenarios/sequences.ts";
import { documented } from "../scenarios/shapes.ts";
import { longConversation, manyKeys, unaidedUpdates } from "../scenarios/updates.ts";
import { accepted, updatesRefused } from "./judge/answers.ts";
import { personKept } from "./judge/person-kept.ts";
import { recordShows, shownByGetSession } from "./judge/records.ts";
import {
  hasLaterSend,
  hasOtherSession,
  isBesideUnverified,
  isOrdinary,
  isPersonFound,
  isUpdate,
  replacesNothing,
  seenWhereSent,
} from "./judge/writes.ts";
import type { Rule } from "./rule.ts";

const designs = [mergeDesign, mergeDesignLate];

/** Values that the record takes as they are: of a contact's, what is not a string may become one. */
const isTaken = ({ kind, value }: Write) =>
  typeof value === "string" || (kind === "session" && typeof value !== "object");

/** Keys that are sent are there, keys that are not sent stay, and everything comes back as it was sent. */
function mergeRules(record: RecordKind): Rule[] {
  const { goes, values } = RECORDS[record];
  return [
    {
      id: `${record}-data/sent-keys-added`,
      basis: "stated",
      title: `a key that is sent is added to the ${record}`,
      quote: record === "session" ? MERGE : goes,
      sends: [
        ...[types, merge, ...designs, everyKey, everyValue, isolation, manyKeys, sameText, readMeanwhile],
        ...(record === "contact" ? [samePerson] : []),
      ],
      judge: recordShows({
        record,
        kinds: ["absent"],
        write: (write, analysis) => isOrdinary(write) && !isUpdate(write, analysis) && isTaken(write),
        found: seenWhereSent,
      }),
    },
    {
      id: `${record}-data/unsent-keys-stay`,
      basis: "stated",
      title: `a key that is not sent stays in the ${record}`,
      quote: MERGE,
      sends: [
        merge,
        nothingChanges,
        documented,
        ...designs,
        everyKey,
        everyValue,
        manyKeys,
        longConversation,
        sequences,
        later,
      ],
      judge: recordShows({
        record,
        kinds: ["lost"],
        write: (write, analysis) => isOrdinary(write) && hasLaterSend(write, analysis),
        found: (found, analysis) => !isBesideUnverified(found, analysis),
      }),
    },
    {
      id: `${record}-data/sent-keys-updated`,
      basis: "stated",
      title: `a key of the ${record} that is sent again takes the new value`,
      quote: MERGE,
      sends: [
        merge,
        ...designs,
        everyKey,
        everyValue,
        unaidedUpdates,
        manyKeys,
        sequences,
        longConversation,
        readMeanwhile,
        sameText,
      ],
      judge: recordShows({
        record,
        kinds: ["stale", "absent", "altered"],
        write: (write, analysis) => isOrdinary(write) && isUpdate(write, analysis),
        found: (found, analysis) => seenWhereSent(found, analysis) && replacesNothing(found, analysis),
      }),
    },
    {
      id: `${record}-data/strings-accepted`,
      basis: "stated",
      title: `strings are accepted as ${record} data`,
      quote: values,
      sends: [types, merge, ...designs, everyKey, everyValue],
      judge: accepted([`${record} strings`]),
    },
    {
      id: `${record}-data/strings-come-back`,
      basis: "stated",
      title: `ordinary strings in ${record} data come back as they went in`,
      quote: goes,
      sends: [...designs, everyKey, everyValue, sequences, later],
      judge: unaltered(record, "string"),
    },
    {
      id: `${record}-data/keys-come-back`,
      basis: "stated",
      title: `ordinary keys of ${record} data come back as they went in`,
      quote: goes,
      sends: [...designs, everyKey],
      judge: recordShows({ record, kinds: ["renamed"], write: isOrdinary, concurrent: "any" }),
    },
    {
      id: `${record}-data/unusual-accepted`,
      basis: "implied",
      title: `unusual values under ordinary keys, such as strings with control characters, are accepted as ${record} data`,
      quote: values,
      sends: [types, ...designs, everyKey, everyValue],
      judge: accepted([`unusual ${record} data`]),
    },
    {
      id: `${record}-data/unusual-come-back`,
      basis: "implied",
      title: `unusual keys and values that are accepted as ${record} data come back as they went in`,
      quote: goes,
      sends: [
        ...designs,
        everyKey,
        everyValue,
        lengths,
        listLikeKeys,
        longConversation,
        ...(record === "session" ? [openEncodings, openSizes] : []),
      ],
      judge: recordShows({
        record,
        kinds: ["absent", "lost", "stale", "altered", "renamed"],
        write: (write) =>
          typeof write.value !== "object" &&
          !mayBeCardNumber(write.value) &&
          !(isOrdinary(write) && isTaken(write)),
        // What becomes of a contact's number is open, but that it is gone is not.
        found: (found, analysis) =>
          seenWhereSent(found, analysis) &&
          (isTaken(found.write) || found.kind === "absent" || found.kind === "lost"),
        concurrent: "any",
      }),
    },
    {
      id: `${record}-data/unusual-updated`,
      basis: "implied",
      title: `an unusual key that was accepted as ${record} data is accepted again when it is updated`,
      quote: MERGE,
      sends: [...designs, everyKey],
      judge: updatesRefused(record),
    },
    {
      id: `${record}-data/empty-accepted`,
      basis: "implied",
      title: `empty ${record} data is accepted`,
      quote: MERGE,
      sends: [nothingChanges],
      judge: accepted([`empty ${record} data`]),
    },
  ];
}

/** A type of value that session data takes beside strings. */
function typeRules(type: "number" | "boolean"): Rule[] {
  return [
    {
      id: `session-data/${type}s-accepted`,
      basis: "stated",
      title: `${type}s are accepted as session data`,
      quote: RECORDS.session.values,
      sends: [types, ...designs, merge, everyValue],
      judge: accepted([`session ${type}s`]),
    },
    {
      id: `session-data/${type}s-come-back`,
      basis: "stated",
      title: `ordinary ${type}s in session data come back as they went in`,
      quote: RECORDS.session.goes,
      sends: [types, merge, nothingChanges, ...designs, everyValue, sequences],
      judge: unaltered("session", type),
    },
  ];
}

/** Ordinary values of this type come back as they went in. */
function unaltered(record: RecordKind, type: "string" | "number" | "boolean") {
  return recordShows({
    record,
    kinds: ["altered"],
    write: (write) => isOrdinary(write) && typeof write.value === type,
    concurrent: "any",
  });
}

export const customDataRules: readonly Rule[] = [
  {
    id: "session-data/returned-by-get-session",
    basis: "stated",
    title: "session data that was accepted is returned by Get Session",
    quote: RECORDS.session.goes,
    sends: [merge],
    judge: shownByGetSession,
  },
  ...mergeRules("session"),
  ...typeRules("number"),
  ...typeRules("boolean"),
  ...mergeRules("contact"),
  {
    id: "contact-data/others-become-strings",
    basis: "implied",
    title: "a number or boolean that is accepted as contact data comes back as a string",
    quote: RECORDS.contact.values,
    sends: [openRequests],
    judge: othersBecomeStrings,
  },
  {
    id: "contact-data/belongs-to-the-person",
    basis: "implied",
    title: "contact data is visible in every verified session of the same contact",
    quote: "contact-level attributes that belong to the person",
    sends: [samePerson, samePersonById, unaidedUpdates, sequences],
    judge: recordShows({
      record: "contact",
      kinds: ["absent", "lost", "stale"],
      found: (found, analysis) => !seenWhereSent(found, analysis) && !isPersonFound(found, analysis),
      write: hasOtherSession,
    }),
  },
  {
    id: "contact-data/leaves-the-person",
    basis: "implied",
    title: "a send that names no other member of the contact keeps its name, e-mail address and phone number",
    quote: RECORDS.contact.goes,
    sends: [person, merge, ...designs],
    judge: personKept,
  },
];

/** A number or boolean in contact data may be refused; one that is accepted is shown as a string. */
function othersBecomeStrings(analysis: CaseAnalysis): Judgement {
  const isOther = ({ value }: Write) => typeof value === "number" || typeof value === "boolean";
  const judgement = recordShows({
    record: "contact",
    kinds: ["altered", "stale"],
    write: isOther,
    concurrent: "any",
  })(analysis);
  const refused = analysis.records.writes.filter(
    (write) => write.kind === "contact" && isOther(write) && write.acceptance === "refused",
  );
  return { ...judgement, checked: judgement.checked + refused.length };
}
