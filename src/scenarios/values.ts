import { CORPUS_KEYS } from "../arbitraries/corpus-keys.ts";
import { CORPUS_NUMBERS } from "../arbitraries/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS, LENGTHS } from "../arbitraries/corpus-strings.ts";
import { CORPUS_TEXTS } from "../arbitraries/corpus-texts.ts";
import type { Json, JsonObject } from "../contract/words.ts";
import type { RecordKind, Step } from "../evidence/step.ts";
import { objectOf } from "./bodies.ts";
import { hostileEntries, KEY_LENGTHS, long } from "./odd-values.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  dataFor,
  history,
  observe,
  open,
  openLate,
  SESSION,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** Sends these entries, request by request, and reads them back; then one more key, and reads all of them again. */
function packed(tag: string, record: RecordKind, packs: readonly JsonObject[]): Step[] {
  return [
    open(tag),
    ...packs.map((data, index) => send(tag, `pack ${index}`, dataFor(record, data))),
    observe(SESSION, [record]),
    send(tag, "one more", dataFor(record, { [`${tag}more`]: "one more" })),
    settle(SESSION, [record]),
  ];
}

function valuesUnder(tag: string, values: Iterable<Json>): JsonObject {
  return objectOf([...values].map((value, index) => [`${tag}v${index}`, value] as const));
}

/** Values that come over others, each of their keys has one already; then once more under new keys. */
function updating(id: string, what: string, record: RecordKind, data: (tag: string) => JsonObject): Scenario {
  return {
    id,
    title: `writes ${what} to the ${record} over other values, then under new keys, and reads it back`,
    cases: beyondQuick(1),
    steps: ({ tag }) => {
      const after = data(tag);
      const before = Object.keys(after).map((key, index) => [key, `${tag} before ${index}`] as const);
      return packed(tag, record, [objectOf(before), after, data(`${tag}n`)]);
    },
  };
}

/** Keys in two requests, neighbours apart: one that is taken for another meets it in the record. */
function keysApart(id: string, record: RecordKind, made: (tag: string, index: number) => Json): Scenario {
  return {
    id,
    title: `writes the corpus of keys to the ${record} in two requests, neighbours apart, and reads it back`,
    cases: beyondQuick(1),
    steps: ({ tag }) => {
      const entries = CORPUS_KEYS.map(([key], index) => [key, made(tag, index)] as const);
      return packed(
        tag,
        record,
        [0, 1].map((turn) => objectOf(entries.filter((_, index) => index % 2 === turn))),
      );
    },
  };
}

/** The corpus, and two keys with one value: a map that is turned round keeps one of them. */
const strings = (tag: string) =>
  valuesUnder(tag, [...CORPUS_STRINGS.map(([value]) => value), "twin", "twin"]);
const controls = (tag: string) =>
  valuesUnder(
    tag,
    CONTROL_STRINGS.map(([value]) => value),
  );
const keys = (tag: string, record: RecordKind) =>
  objectOf(CORPUS_KEYS.map(([key], index) => [key, `${tag} ${record} value ${index}`] as const));
const numbers = (tag: string) =>
  valuesUnder(
    tag,
    CORPUS_NUMBERS.map(([value]) => value),
  );

export const valuePacks: readonly Scenario[] = [
  updating("session-strings", "the corpus of strings", "session", strings),
  updating("session-numbers", "the corpus of numbers", "session", numbers),
  updating("session-booleans", "both booleans", "session", (tag) => valuesUnder(tag, [true, false])),
  keysApart("session-keys", "session", (_tag, index) => index),
  updating("contact-strings", "the corpus of strings", "contact", strings),
  keysApart("contact-keys", "contact", (tag, index) => `${tag} value ${index} of a contact`),
  updating("session-control-characters", "strings with control characters", "session", controls),
  updating("contact-control-characters", "strings with control characters", "contact", controls),
];

/** All of them in few requests, as soon as a run begins; each message has a text of the corpus, too. */
export const values: Scenario = {
  id: "values",
  title:
    "writes the corpora of strings, keys, numbers and booleans to the records that take them, with texts of every kind, and reads all of it back",
  cases: always(1),
  steps: ({ tag }) => {
    const withText = (index: number, what: string, members: JsonObject) =>
      send(tag, `${what} ${CORPUS_TEXTS[index]![0]}`, members);
    return [
      open(tag),
      withText(0, "strings", bothData(strings(`${tag}s`), strings(`${tag}c`))),
      observe(),
      withText(1, "session keys", sessionData(keys(tag, "session"))),
      withText(2, "contact keys", contactData(keys(tag, "contact"))),
      withText(3, "numbers", sessionData(numbers(`${tag}n`))),
      withText(4, "booleans", sessionData(valuesUnder(`${tag}b`, [true, false]))),
      observe(),
      withText(5, "one more", bothData({ [`${tag}more`]: "one more" }, { [`${tag}more`]: "one more" })),
      settle(),
      history(),
    ];
  },
};

/** The corpora once more where much has happened before: by the agent, and both records at once. */
export const lateValues: Scenario = {
  id: "late-values",
  title:
    "writes the corpora to both records at once as the agent, in the second session of a contact, behind a rejection and 25 messages",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => {
    const byAgent = { sender: "agent" } as const;
    const all = [...CORPUS_NUMBERS.map(([value]) => value), true, false];
    const both = (data: (record: RecordKind) => JsonObject) => bothData(data("session"), data("contact"));
    return [
      ...openLate(tag),
      send(
        tag,
        "strings",
        bothData({ ...strings(`${tag}s`), ...valuesUnder(`${tag}n`, all) }, strings(`${tag}c`)),
        byAgent,
      ),
      send(
        tag,
        "keys",
        both((record) => keys(tag, record)),
        byAgent,
      ),
      observe(),
      ...CORPUS_TEXTS.map(([text], index) =>
        send(
          tag,
          `${index} ${text}`,
          both((record) => ({ [`${tag}text${index}`]: `${record} ${index}` })),
          byAgent,
        ),
      ),
      send(
        tag,
        "controls",
        both((record) => controls(`${tag}${record}`)),
        byAgent,
      ),
      send(
        tag,
        "once more",
        both((record) => ({
          [`${tag}${record[0]}v0`]: "some value",
          [`${tag}late`]: `${tag} late ${record}`,
        })),
        byAgent,
      ),
      observe(),
      ...LENGTHS.map(([length]) =>
        send(
          tag,
          `values of ${length}`,
          both((record) => ({ [`${tag}long${length}`]: long(`${tag}${record}`, length) })),
          byAgent,
        ),
      ),
      ...KEY_LENGTHS.map((length) =>
        send(
          tag,
          `keys of ${length}`,
          both((record) => ({ [long(`${tag}k`, length)]: `${tag} ${record} key of ${length}` })),
          byAgent,
        ),
      ),
      ...hostileEntries(tag).map(([key, value], index) =>
        send(
          tag,
          `hostile ${index}`,
          both((record) => objectOf([[key, `${record} ${value}`]])),
          byAgent,
        ),
      ),
      settle(),
      history(),
    ];
  },
};
