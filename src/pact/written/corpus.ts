import type { JsonObject } from "../../json/json.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { CORPUS_KEYS } from "../../send-message/corpus/corpus-keys.ts";
import { CORPUS_NUMBERS } from "../../send-message/corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS } from "../../send-message/corpus/corpus-strings.ts";
import { shapeFaults } from "../../send-message/corpus/shape-faults.ts";
import type { WrittenInteraction } from "./interaction-json.ts";
import { lookAfter, promisedTo } from "./promised.ts";

const HELLO: JsonObject = { sender: "contact", message: { type: "text", text: "Hello" } };
const SESSION = { name: "a session exists" };

/** The whole boundary corpus, an interaction for each entry: what must come back as it was sent, and what must be refused. */
export function corpusInteractions(): WrittenInteraction[] {
  return [
    ...CORPUS_KEYS.map(([key, catches]) =>
      kept(`the key ${JSON.stringify(key)}`, catches, { [key]: "kept" }),
    ),
    ...[...CORPUS_STRINGS, ...CONTROL_STRINGS].map(([value, catches]) =>
      kept(`the text ${shortened(value)}`, catches, { kept: value }),
    ),
    ...CORPUS_NUMBERS.map(([value, catches]) => kept(`the number ${value}`, catches, { kept: value })),
    ...shapeFaults(pageContract).flatMap(({ place, what, apply }) => {
      const body = apply(HELLO);
      const response = promisedTo(body);
      return response === undefined
        ? []
        : [
            {
              description: `a send with ${place} ${what}`,
              comments: ["boundary corpus: one broken duty of the document"],
              states: [SESSION],
              request: { method: "POST" as const, end: "/send", authorized: true, body: { json: body } },
              response,
            },
          ];
    }),
  ];
}

function kept(what: string, catches: string, data: JsonObject): WrittenInteraction {
  const states = [SESSION, { name: "a message was sent", params: { custom_data: data } }];
  const comments = [`boundary corpus: ${catches}`];
  return lookAfter(`session custom data with ${what}`, comments, states, { session: data, contact: {} });
}

function shortened(value: string): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 40)}… of ${value.length} characters`;
}
