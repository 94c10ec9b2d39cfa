import type { Step } from "../../evidence/step.ts";
import { CORPUS_TEXTS } from "../corpus/corpus-texts.ts";
import { messageText, plainSend } from "./bodies.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import { history, observe, open, SESSION, send, settle } from "./steps.ts";

export const messages: Scenario = {
  id: "messages",
  title: "sends texts of every kind as contact and agent, and finds each once in the history",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "before the first look"),
    history(),
    ...CORPUS_TEXTS.map(([text], index) =>
      send(tag, `${index} ${text}`, {}, { sender: index % 2 === 0 ? "contact" : "agent" }),
    ),
    history(),
  ],
};

/** More messages than a page of the history is likely to hold. */
const PAGES = 55;

export const longHistory: Scenario = {
  id: "long-history",
  title: `sends ${PAGES} messages and another person's, and follows the history's cursor to its end`,
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    open(tag, "elsewhere", "bob"),
    send(tag, "said elsewhere", {}, { session: "elsewhere" }),
    ...Array.from({ length: PAGES }, (_, index) => send(tag, `message ${index}`)),
    history(),
  ],
};

/** Bodies, paths and headers that make careless providers fall over. */
export const robustness: Scenario = {
  id: "robustness",
  title: "sends bodies that are not JSON or not an object, and odd session ids, and then a plain message",
  cases: always(1),
  steps: ({ tag }): Step[] => {
    const raw = (text: string): Step => ({ do: "send", session: SESSION, body: { text } });
    const to = (session: string): Step =>
      send(tag, `to ${session}`, { custom_data: { opencx_unknown: `refused ${tag}` } }, { session });
    return [
      open(tag),
      raw(""),
      raw("{"),
      raw(`{"sender":"contact","message":{"type":"text","text":"${messageText(tag, "cut off")}"`),
      raw(JSON.stringify(plainSend(messageText(tag, "single quotes"))).replaceAll('"', "'")),
      raw(
        JSON.stringify({ ...plainSend(messageText(tag, "not a number")), custom_data: {} }).replace(
          "{}",
          '{"k":NaN}',
        ),
      ),
      raw(`${JSON.stringify(plainSend(messageText(tag, "a comma"))).slice(0, -1)},}`),
      raw("null"),
      raw("[]"),
      raw('"text"'),
      raw("42"),
      to("=00000000-0000-4000-8000-000000000000"),
      to(`~${SESSION}`),
      to("=not-a-uuid"),
      to("=%00"),
      to("=%F0%9F%98%80"),
      to(`=${"a".repeat(1000)}`),
      raw(
        `${JSON.stringify(plainSend(messageText(tag, "nested 1000 levels deep"))).slice(0, -1)},"opencx_deep":${"[".repeat(1000)}${"]".repeat(1000)}}`,
      ),
      send(tag, "still there"),
      settle(),
      history(),
    ];
  },
};

/** A repeated message, for what a provider makes of it. */
export const repeatedMessage: Scenario = {
  id: "repeated-message",
  title: "sends the very same request twice",
  cases: beyondQuick(1),
  steps: ({ tag }) => [open(tag), send(tag, "said twice"), observe(), send(tag, "said twice"), history()],
};
