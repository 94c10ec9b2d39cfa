import type { JsonObject } from "../../json/json.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { withData } from "../../send-message/contract/records.ts";
import { CORPUS_NUMBERS } from "../../send-message/corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS } from "../../send-message/corpus/corpus-strings.ts";
import { shapeFaults } from "../../send-message/corpus/shape-faults.ts";
import { A_SESSION, stateAfterSend } from "../../send-message/pact-states/states-of-requests.ts";
import { ODD_KEYS } from "../../send-message/scenarios/design/key-kinds.ts";
import type { WrittenInteraction } from "./pact-text.ts";
import { promisedTo, readAfter } from "./promised.ts";

const HELLO: JsonObject = { sender: "contact", message: { type: "text", text: "Hello" } };

/** The whole boundary corpus, an interaction for each entry: what must come back as it was sent, and what must be refused. */
export function corpusInteractions(): WrittenInteraction[] {
  const strings = [...CORPUS_STRINGS, ...CONTROL_STRINGS];
  return [
    ...[...ODD_KEYS].map(([key, why]) =>
      kept(`the key ${JSON.stringify(key)}`, why, Object.fromEntries([[key, "kept"]])),
    ),
    ...strings.map(([value, why]) => kept(`the text ${shortened(value)}`, why, { kept: value })),
    ...CORPUS_NUMBERS.map(([value, why]) => kept(`the number ${value}`, why, { kept: value })),
    ...shapeFaults(pageContract.requestSchema("sendMessage")).flatMap(({ place, what, apply }) => {
      const body = apply(HELLO);
      const response = promisedTo(body);
      if (response === undefined) return [];
      return {
        description: `a send with ${place} ${what}`,
        comments: ["boundary corpus: one broken duty of the document"],
        states: [A_SESSION],
        request: { operation: "sendMessage" as const, authorized: true, body: { json: body } },
        response,
      };
    }),
  ];
}

function kept(what: string, why: string, data: JsonObject): WrittenInteraction {
  const states = [A_SESSION, stateAfterSend(withData({}, { session: data }))];
  return {
    description: `session custom data with ${what}`,
    comments: [`boundary corpus: ${why}`],
    ...readAfter(states, { session: data, contact: {} }),
  };
}

function shortened(value: string): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 40)}… of ${value.length} characters`;
}
