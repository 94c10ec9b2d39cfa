import type { Step } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { type ShapeFault, shapeFaults } from "../corpus/shape-faults.ts";
import { messageText, plainSend } from "./bodies.ts";
import { lateRejections } from "./rejections.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  history,
  observe,
  open,
  openLate,
  personOf,
  SESSION,
  send,
  sendRaw,
  sessionData,
  settle,
  texts,
} from "./steps.ts";

/** Shape faults in an early case, and such cases: what there is to break first, kind by kind. */
const PER_CASE = 10;
const EARLY = 2;
const SENDERS = ["agent", "contact"] as const;
const AGENT = { name: "opencx-conformance", avatar_url: "https://example.com/agent.png" };

/** Requests that break the document in one place each: the cases come from the document itself. */
export const shapes: Scenario = {
  id: "shapes",
  title:
    "breaks each duty of the document's request schema, one a request: some at once, and all of them as contact and agent behind 25 messages, and there sends arrays, null and nested objects as custom data",
  cases: { ...beyondQuick(EARLY + 1), quick: EARLY },
  steps: ({ tag, number }, contract) => {
    const faults = shapeFaults(contract.requestSchema("sendMessage"));
    const early = faults.slice(number * PER_CASE, (number + 1) * PER_CASE);
    return [
      ...(number < EARLY ? [open(tag)] : openLate(tag)),
      send(tag, "valid", texts(tag, "valid")),
      ...(number < EARLY
        ? early.map((fault, index) => broken(tag, fault, index, "contact", 0))
        : [
            ...faults.flatMap((fault, index) =>
              sendersOf(fault, index).map((sender, second) =>
                broken(tag, fault, index, sender, fault.turn + second + 1),
              ),
            ),
            ...lateRejections(tag),
          ]),
      settle(),
      history(),
    ];
  },
};

/** Who breaks it late: both, but for what looks at the type of one member alone, and what the contact has broken early. */
function sendersOf({ keyword, turn }: ShapeFault, index: number) {
  if (keyword === "type") return [SENDERS[turn % 2]!];
  return index < EARLY * PER_CASE ? [SENDERS[0]] : SENDERS;
}

/** A send with one fault, beside the custom data of both records, of one, or none, in turn. */
function broken(
  tag: string,
  fault: ShapeFault,
  index: number,
  sender: "contact" | "agent",
  turn: number,
): Step {
  const data = { opencx_refused: `refused ${index} of the ${sender} ${tag}` };
  const members = [bothData(data, data), sessionData(data), {}];
  const valid: JsonObject = {
    ...plainSend(messageText(tag, `${fault.place} ${fault.what} by the ${sender}`), sender),
    ...(sender === "agent" ? { agent: AGENT } : {}),
    ...members[turn % members.length],
  };
  return sendRaw({ json: fault.apply(valid) });
}

/** Bodies that the page documents: each must be accepted. */
export const documented: Scenario = {
  id: "documented",
  title: "sends every member that the page documents, one at a time, and its JSON example as it stands",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    // What both records hold by now stays, whatever comes without data.
    observe(),
    send(tag, "as agent", {}, { sender: "agent" }),
    send(tag, "contact name", { contact: { name: `opencx-conformance ${tag}` } }),
    send(tag, "contact e-mail", { contact: { email: personOf(tag, SESSION).email } }),
    send(tag, "contact avatar", { contact: { avatar_url: "https://example.com/avatar.png" } }),
    send(tag, "agent", { agent: AGENT }, { sender: "agent" }),
    send(tag, "no take-over", { should_take_over_session_from_ai: false }),
    send(tag, "attachment", {
      message: {
        type: "text",
        text: messageText(tag, "a small attachment"),
        attachments: [{ name: "note.txt", base64: "bm90ZQ==", mime_type: "text/plain" }],
      },
    }),
    sendRaw({
      json: {
        sender: "contact",
        custom_data: { order_id: "ord_123", cart_value: 149.99, priority: "high" },
        contact: { custom_data: { plan: "pro", region: "emea" } },
        message: { type: "text", text: "I need help with this order" },
      },
    }),
    observe(),
    history(),
  ],
};
