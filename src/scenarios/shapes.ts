import { shapeFaults } from "../arbitraries/shape-faults.ts";
import type { Contract } from "../contract/contract.ts";
import type { JsonObject } from "../contract/words.ts";
import { messageText, plainSend } from "./bodies.ts";
import type { Scenario } from "./scenario.ts";
import { always, beyondQuick } from "./scenario.ts";
import { bothData, contactData, history, observe, open, SESSION, send, settle } from "./steps.ts";

const AGENT = { name: "opencx-conformance", avatar_url: "https://example.com/agent.png" };

const SENDERS = ["contact", "agent"] as const;

/** Shape faults in a case. */
const PER_CASE = 10;

/** Requests that break the document in one place each: the cases come from the document itself. */
export function shapeScenario(contract: Contract): Scenario {
  // What looks at one member's value alone is broken by one sender only; the rest may depend on who sends.
  const faults = shapeFaults(contract).flatMap((fault, index) =>
    (fault.keyword === "type" ? [SENDERS[index % 2]!] : SENDERS).map((sender) => ({ ...fault, sender })),
  );
  return {
    id: "shapes",
    title:
      "breaks each duty of the document's request schema, one a request, beside valid custom data, by contact and agent",
    cases: { ...beyondQuick(Math.ceil(faults.length / PER_CASE)), quick: 2 },
    steps: ({ tag, number }) => [
      open(tag),
      send(tag, "valid", bothData({ [`${tag}valid`]: "session" }, { [`${tag}valid`]: "contact" })),
      ...faults.slice(number * PER_CASE, (number + 1) * PER_CASE).map((fault, index) => {
        const key = `${tag}s${number * PER_CASE + index}`;
        const text = messageText(tag, `${fault.place} ${fault.what} by the ${fault.sender}`);
        const valid: JsonObject = {
          ...plainSend(text, fault.sender),
          ...(fault.sender === "agent" ? { agent: AGENT } : {}),
          ...bothData({ [key]: "refused" }, { [key]: "refused" }),
        };
        return { do: "send" as const, session: SESSION, body: { json: fault.apply(valid) } };
      }),
      settle(),
      history(),
    ],
  };
}

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
    send(
      tag,
      "take-over",
      { should_take_over_session_from_ai: true, ...contactData({ [`${tag}taken`]: "over" }) },
      { sender: "agent" },
    ),
    settle(),
    history(),
  ],
};
