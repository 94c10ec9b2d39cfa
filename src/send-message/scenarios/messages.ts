import type { Step } from "../../evidence/step.ts";
import { messageText, plainSend } from "./bodies.ts";
import { always, type Scenario } from "./scenario.ts";
import { history, inTurn, open, SESSION, send, sendRaw, settle, textsFor } from "./steps.ts";

/** A history that is read before and after more messages. */
export const messages: Scenario = {
  id: "messages",
  title: "sends texts as contact and agent between two looks at the history",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "before the first look"),
    history(),
    ...["UPPER and Lower", "caf\u00e9 and cafe\u0301", "line\nbreak\ttab", "{} ${x} %41 \\n"].map(
      (text, index) => send(tag, text, {}, { sender: inTurn(index) }),
    ),
    history(),
  ],
};

/** Sessions that do not exist, and odd pieces of a path in their place. */
const UNKNOWN = [
  "=00000000-0000-4000-8000-000000000000",
  `~${SESSION}`,
  "=not-a-uuid",
  "=%00",
  "=%F0%9F%98%80",
  `=${"a".repeat(1000)}`,
];

/** Bodies, paths and headers that make careless providers fall over. */
export const robustness: Scenario = {
  id: "robustness",
  title: "sends bodies that are not JSON or not an object, and odd session ids, and then a plain message",
  cases: always(1),
  steps: ({ tag }): Step[] => {
    /** A valid body without its last brace. */
    const begun = (what: string) => JSON.stringify(plainSend(messageText(tag, what))).slice(0, -1);
    const levels = 1000;
    return [
      open(tag),
      ...[
        "",
        "{",
        begun("cut off"),
        `${begun("single quotes")}}`.replaceAll('"', "'"),
        `${begun("not a number")},"custom_data":{"k":NaN}}`,
        `${begun("a comma")},}`,
        "null",
        "[]",
        '"text"',
        "42",
      ].map((text) => sendRaw({ text })),
      ...UNKNOWN.map((session) =>
        send(tag, `to ${session}`, textsFor("session", `refused ${tag}`, "unknown"), { session }),
      ),
      sendRaw({
        text: `${begun("nested 1000 levels deep")},"opencx_deep":${"[".repeat(levels)}${"]".repeat(levels)}}`,
      }),
      send(tag, "still there"),
      settle(),
      history(),
    ];
  },
};
