import type { Json } from "../../json/json.ts";
import { CORPUS_NUMBERS } from "../corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS, LENGTHS } from "../corpus/corpus-strings.ts";
import { named } from "./design/factor.ts";
import { KEY_KINDS } from "./design/key-kinds.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import { bothData, contactData, observe, open, openLate, send, sessionData, settle } from "./steps.ts";

/** Lengths of keys at which columns and indexes end, in characters. */
const KEY_LENGTHS: readonly number[] = [65, 100, 129, 256, 300];

/** Text of this many characters that no two cuts make equal. */
function long(tag: string, length: number): string {
  // Letters: digits in a row could be taken for a card's number.
  const numbered = Array.from({ length: Math.ceil(length / 6) }, (_, index) =>
    `${index}-`.padStart(6, "0").replace(/\d/g, (digit) => "abcdefghij"[Number(digit)]!),
  );
  return `${tag}.${numbered.join("")}`.slice(0, length - 1).concat("z");
}

/** Strings and keys that grow, each in a request of its own: a provider may refuse them, but not cut them. */
export const lengths: Scenario = {
  id: "lengths",
  title: "writes strings and keys of growing length to both records, and reads them back",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...LENGTHS.map(([length], index) => {
      const text = (record: string) => ({ [`opencx_k${index}`]: long(`${tag}.${record}`, length) });
      return send(tag, `a value of ${length}`, bothData(text("session"), text("contact")));
    }),
    ...KEY_LENGTHS.map((length) => {
      const text = (record: string) => ({ [long("opencx_k", length)]: `${record} key of ${length} ${tag}` });
      return send(tag, `a key of ${length}`, bothData(text("session"), text("contact")));
    }),
    settle(),
  ],
};

/** Fewer than any provider may refuse, beside those of `UNUSUAL` and the one that a session begins with. */
const KEYS = (named(KEY_KINDS, "ordinary").members as readonly string[]).slice(0, 17);
const TEXTS = [...CORPUS_STRINGS, ...CONTROL_STRINGS].map(([value]) => value);
const NUMBERS = CORPUS_NUMBERS.map(([value]) => value);
const LONG_TEXT = "Text and more ".repeat(12);
/** Each value is unlike the one before it, though some comparison holds them equal. */
const TEXT_UPDATES = [
  ..."text|Text|Text |Te".split("|"),
  `${LONG_TEXT}first`,
  `${LONG_TEXT}other`,
  ...["", "0", "00", "3332", "03332", "cafe", "caf\u00e9", "cafe\u0301"],
  // One moment twice, a link that ends in a slash, and what looks like a secret.
  ...["2026-01-31T10:00:00Z", "2026-01-31T11:00:00+01:00", "https://example.com/", "sk_test_text"],
];
const OTHER_UPDATES: readonly Json[] = [
  ...[
    "two words",
    "two  words",
    5,
    5.001,
    5.002,
    "5.002",
    2 ** 36,
    2 ** 36 + 1,
    1,
    true,
    false,
    true,
    "true",
  ],
  ...["", false, 0, "0", "last"],
];

/** What a provider may refuse, but not accept and change: it comes last, each by itself. */
const UNUSUAL: readonly (readonly [key: string, value: string])[] = [
  [KEYS[0]!, "before\u0000after"],
  [KEYS[1]!, "\ud800 alone"],
  ["__proto__", "under __proto__"],
  ["opencx_\u0000nulkey", "under a key with U+0000"],
];

/** Every value of the corpus under ordinary keys, so that what becomes of an ordinary one breaks what the page states. */
export const everyValue: Scenario = {
  id: "every-value",
  title:
    "writes every value of the corpus under ordinary keys, and replaces values by others that some comparison holds equal: by the contact, both records at once, and by the agent, each alone and late, in the second session of a contact, the last of them twice",
  cases: { ...beyondQuick(2), quick: 1 },
  steps: ({ tag, number }) => {
    const isLate = number > 0;
    const texts = [...TEXTS, long(tag, 600), long(tag, 1100), long(tag, 4200)];
    const ofSession = packed([...texts, ...NUMBERS, true, false]);
    const ofContact = packed(texts);
    const sends = (round: string, session: Pack, contact: Pack = []) => {
      const [one, other] = [Object.fromEntries(session), Object.fromEntries(contact)];
      if (!isLate) return [send(tag, round, contact.length > 0 ? bothData(one, other) : sessionData(one))];
      return [sessionData(one), ...(contact.length > 0 ? [contactData(other)] : [])].map((data, index) =>
        send(tag, `${round}.${index}`, data, { sender: "agent" }),
      );
    };
    return [
      ...(isLate ? openLate(tag) : [open(tag)]),
      ...ofSession.flatMap((pack, round) => [...sends(`round ${round}`, pack, ofContact[round]), observe()]),
      // Each value by the next, and then data that is there already: it changes nothing.
      ...[TEXT_UPDATES, OTHER_UPDATES].flatMap((values, round) => [
        ...[values.slice(0, -1), values.slice(1)].flatMap((each, index) =>
          sends(`update ${round}.${index}`, under(each), round === 0 ? under(each) : []),
        ),
        observe(),
      ]),
      ...(isLate
        ? [...sends("the last again", under(OTHER_UPDATES.slice(1)), under(TEXT_UPDATES.slice(1))), settle()]
        : []),
      ...UNUSUAL.flatMap((entry, index) => sends(`unusual ${index}`, [entry], [entry])),
      observe(),
    ];
  },
};

type Pack = readonly (readonly [key: string, value: Json])[];

/** Values in packs, one for each key; the last pack is filled up with values of before. */
function packed(values: readonly Json[]): Pack[] {
  return Array.from({ length: Math.ceil(values.length / KEYS.length) }, (_, pack) => {
    const first = Math.min(pack * KEYS.length, values.length - KEYS.length);
    return under(values.slice(first, first + KEYS.length));
  });
}

function under(values: readonly Json[]): Pack {
  return values.map((value, index) => [KEYS[index]!, value]);
}
