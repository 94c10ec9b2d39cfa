import type { Step } from "../../evidence/step.ts";
import { NUMBER_SPELLINGS } from "../corpus/corpus-numbers.ts";
import { LENGTHS } from "../corpus/corpus-strings.ts";
import { messageText, objectOf } from "./bodies.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import { dataFor, observe, open, SESSION, send, settle } from "./steps.ts";

/** Lengths of keys at which columns and indexes end, in characters. */
export const KEY_LENGTHS: readonly number[] = [65, 100, 129, 256, 300];

/** Text of this many characters that no two cuts make equal. */
export function long(tag: string, length: number): string {
  const unit = `${tag}.`;
  const numbered = Array.from(
    { length: Math.ceil(length / 6) },
    // Letters: digits in a row could be taken for a card's number.
    (_, index) =>
      `${String(index)
        .padStart(5, "0")
        .replace(/\d/g, (digit) => "abcdefghij"[Number(digit)]!)}-`,
  ).join("");
  return `${unit}${numbered}`.slice(0, length - 1).concat("z");
}

/** Strings and keys that grow, each in a request of its own: a provider may refuse them, but not cut them. */
export const lengths: Scenario = {
  id: "lengths",
  title: "writes strings and keys of growing length to both records, and reads them back",
  cases: beyondQuick(2),
  steps: ({ tag, number }) => {
    const record = number === 0 ? "session" : "contact";
    return [
      open(tag),
      ...LENGTHS.flatMap(([length], index): Step[] => [
        send(tag, `a value of ${length}`, dataFor(record, { [`opencx_k${index}`]: long(tag, length) })),
        observe(SESSION, [record]),
      ]),
      ...KEY_LENGTHS.map((length) =>
        send(
          tag,
          `a key of ${length}`,
          dataFor(record, { [long("opencx_k", length)]: `${tag} key of ${length}` }),
        ),
      ),
      settle(SESSION, [record]),
    ];
  },
};

/** Numbers in spellings that `JSON.stringify` never writes. */
export const numberSpellings: Scenario = {
  id: "number-spellings",
  title: "writes numbers in unusual spellings and reads back the same doubles",
  cases: beyondQuick(1),
  steps: ({ tag }) => {
    const entries = NUMBER_SPELLINGS.map(([text], index) => `"opencx_k${index}":${text}`).join(",");
    const message = JSON.stringify({ type: "text", text: messageText(tag, "spellings") });
    return [
      open(tag),
      {
        do: "send",
        session: SESSION,
        body: { text: `{"sender":"contact","message":${message},"custom_data":{${entries}}}` },
      },
      settle(SESSION, ["session"]),
    ];
  },
};

/** Entries that a provider may refuse, each with a value that is its own. */
export function hostileEntries(tag: string): readonly (readonly [key: string, value: string])[] {
  return [
    ["__proto__", `${tag} a string under __proto__`],
    ["opencx_nul", `before\u0000after ${tag}`],
    ["opencx_\u0000nulkey", `a key with U+0000 ${tag}`],
    ["opencx_lone", `\ud800 alone ${tag}`],
  ];
}

/** What a provider may refuse, but not accept and change: each in a request of its own. */
export const hostile: Scenario = {
  id: "hostile",
  title: "writes the key __proto__, U+0000 and unpaired surrogates to both records, each alone",
  cases: beyondQuick(2),
  steps: ({ tag, number }) => {
    const record = number === 0 ? "session" : "contact";
    return [
      open(tag),
      ...hostileEntries(tag).map(([key, value], index) =>
        send(tag, `hostile ${index}`, dataFor(record, objectOf([[key, value]]))),
      ),
      settle(SESSION, [record]),
    ];
  },
};
