import type { Step } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { type ShapeFault, shapeFaults } from "../corpus/shape-faults.ts";
import { messageText, plainSend } from "./bodies.ts";
import type { Scenario } from "./scenario.ts";
import { always, beyondQuick } from "./scenario.ts";
import {
  bothData,
  contactData,
  history,
  observe,
  open,
  openLate,
  SESSION,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** Shape faults in an early case, and such cases: what there is to break first, kind by kind. */
const PER_CASE = 10;
const EARLY = 2;

/** Requests that break the document in one place each: the cases come from the document itself. */
export const shapes: Scenario = {
  id: "shapes",
  title:
    "breaks each duty of the document's request schema, one a request: some at once, and all of them as contact and agent behind 25 messages",
  cases: { ...beyondQuick(EARLY + 1), quick: EARLY },
  steps: ({ tag, number }, contract) => {
    const faults = shapeFaults(contract);
    return [
      ...(number < EARLY ? [open(tag)] : openLate(tag)),
      send(tag, "valid", bothData({ opencx_valid: `session ${tag}` }, { opencx_valid: `contact ${tag}` })),
      ...(number < EARLY
        ? faults
            .slice(number * PER_CASE, (number + 1) * PER_CASE)
            .map((fault, index) => broken(tag, fault, index, "contact", 0))
        : faults.flatMap((fault, index) =>
            // What looks at the type of one member alone is broken by one sender only; the rest may depend on who sends.
            fault.keyword === "type"
              ? [broken(tag, fault, index, SENDERS[fault.turn % 2]!, fault.turn + 1)]
              : SENDERS.map((sender, second) => broken(tag, fault, index, sender, fault.turn + second + 1)),
          )),
      settle(),
      history(),
    ];
  },
};

/** A send with one fault, beside the custom data of both records, of one, or none, in turn. */
function broken(
  tag: string,
  fault: ShapeFault,
  index: number,
  sender: "contact" | "agent",
  turn: number,
): Step {
  const value = `refused ${index} of the ${sender} ${tag}`;
  const members = [
    bothData({ opencx_refused: value }, { opencx_refused: value }),
    sessionData({ opencx_refused: value }),
    {},
  ];
  const valid: JsonObject = {
    ...plainSend(messageText(tag, `${fault.place} ${fault.what} by the ${sender}`), sender),
    ...(sender === "agent" ? { agent: AGENT } : {}),
    ...members[turn % members.length],
  };
  return { do: "send", session: SESSION, body: { json: fault.apply(valid) } };
}

const SENDERS = ["agent", "contact"] as const;
const AGENT = { name: "opencx-conformance", avatar_url: "https://example.com/agent.png" };

/** Bodies that the page documents: each must be accepted. */
export const documented: Scenario = {
  id: "documented",
  title: "sends every member that the page documents, one at a time, and its JSON example as it stands",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "as agent", {}, { sender: "agent" }),
    send(tag, "contact name", { contact: { name: `opencx-conformance ${tag}` } }),
    send(tag, "contact avatar", { contact: { avatar_url: "https://example.com/avatar.png" } }),
    send(tag, "agent", { agent: AGENT }, { sender: "agent" }),
    send(tag, "no take-over", { should_take_over_session_from_ai: false }),
    {
      do: "send",
      session: SESSION,
      body: {
        json: {
          sender: "contact",
          custom_data: { order_id: "ord_123", cart_value: 149.99, priority: "high" },
          contact: { custom_data: { plan: "pro", region: "emea" } },
          message: { type: "text", text: "I need help with this order" },
        },
      },
    },
    observe(),
    history(),
  ],
};

/** What the page documents and may move more than the message: kept to a session of its own. */
export const documentedEffects: Scenario = {
  id: "documented-effects",
  title: "sends a contact's e-mail, an attachment and a take-over, as the page documents them",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "contact e-mail", { contact: { email: `opencx-conformance-${tag}-session@example.com` } }),
    send(tag, "attachment", {
      message: {
        type: "text",
        text: messageText(tag, "attachment"),
        attachments: [{ name: "note.txt", url: "https://example.com/note.txt", mime_type: "text/plain" }],
      },
    }),
    send(tag, "attachment by base64", {
      message: {
        type: "text",
        text: messageText(tag, "attachment by base64"),
        attachments: [{ name: "note.txt", base64: "bm90ZQ==", mime_type: "text/plain" }],
      },
    }),
    send(
      tag,
      "take-over",
      { should_take_over_session_from_ai: true, ...contactData({ opencx_taken: `over ${tag}` }) },
      { sender: "agent" },
    ),
    settle(),
    history(),
  ],
};
