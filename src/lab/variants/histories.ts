import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { Message } from "../../send-message/reference-provider/store.ts";
import type { Variant } from "./variant.ts";

/** How a history is ordered and paged, what else it holds, and what becomes of a repeated message. */
export const historyVariants: readonly Variant[] = [
  {
    name: "history-newest-first",
    description: "shows the newest messages first, three to a page",
    about: ["order of the history", "pages of the history"],
    open: ["open/history-order"],
    options: { pageSize: 3 },
    behave: (behaviour) => ({
      ...behaviour,
      history: async (call, session) => [...(await behaviour.history(call, session))].reverse(),
    }),
  },
  {
    name: "history-in-no-order",
    description: "shows messages in the order of their ids",
    about: ["order of the history"],
    open: ["open/history-order"],
    behave: (behaviour) => ({
      ...behaviour,
      history: async (call, session) =>
        [...(await behaviour.history(call, session))].sort((one, other) => (one.id < other.id ? -1 : 1)),
    }),
  },
  {
    name: "history-one-to-a-page",
    description: "shows one message on each page of the history",
    about: ["pages of the history"],
    open: [],
    options: { pageSize: 1 },
  },
  {
    name: "history-with-ids-of-its-own",
    description: "gives the entries of a history other ids than the messages have",
    about: ["ids of the history"],
    open: ["open/history-id"],
    behave: listing((item) => ({ ...item, id: otherId(String(item.id)) })),
  },
  {
    name: "history-with-answers-of-an-ai",
    description: "lets an AI answer every message of a contact",
    about: ["answers of an AI"],
    open: [],
    behave: answeringBy(({ text }) => `You said ${text.length} characters. How can I help?`),
  },
  {
    name: "history-with-echoes-of-an-ai",
    description: "lets an AI answer every message of a contact in the contact's own words",
    about: ["answers of an AI"],
    open: [],
    behave: answeringBy(({ text }) => text),
  },
  {
    name: "history-with-other-senders",
    description: "calls contacts users and agents human agents",
    about: ["senders of the history"],
    open: ["open/history-sender"],
    behave: listing((item) => withSender(item, (type) => (type === "agent" ? "human_agent" : "user"))),
  },
  {
    name: "history-with-one-sender",
    description: "calls contacts and agents participants",
    about: ["senders of the history"],
    open: ["open/history-sender"],
    behave: listing((item) => withSender(item, () => "participant")),
  },
  {
    name: "history-with-events",
    description: "shows in the history that the session began",
    about: ["events of the history"],
    open: ["open/history-as-documented"],
    behave: adding((items) => [
      {
        id: "00000000-0000-4000-8000-00000000000e",
        created_at: new Date(0).toISOString(),
        event: { type: "session_created" },
      },
      ...items,
    ]),
  },
  {
    name: "history-with-more-members",
    description: "shows more of each message than the page of List history names",
    about: ["members of the history"],
    open: ["open/history-as-documented"],
    behave: listing((item) => ({ ...item, created_at: Date.parse(String(item.created_at)), seen: false })),
  },
  {
    name: "repeats-suppressed",
    description: "takes the same request again within ten seconds for the message that it has",
    about: ["repeated messages"],
    open: ["open/repeated-message"],
    behave: (behaviour) => {
      const known = new Map<string, Message>();
      const names = new WeakMap<Call, string>();
      return {
        ...behaviour,
        parse(call, bytes) {
          names.set(call, `${call.session?.id} ${Buffer.from(bytes).toString("base64")}`);
          return behaviour.parse(call, bytes);
        },
        message(call) {
          const name = names.get(call) ?? "";
          const before = known.get(name);
          const message = before && call.now() - before.createdAt < 10_000 ? before : behaviour.message(call);
          known.set(name, message);
          return message;
        },
        async storeMessage(call, session, message) {
          if (!session.messages.includes(message)) await behaviour.storeMessage(call, session, message);
        },
      };
    },
  },
  {
    name: "repeats-refused",
    description: "answers 409 to the same request again",
    about: ["repeated messages"],
    open: ["open/repeated-message"],
    behave: (behaviour) => {
      const known = new Set<string>();
      const names = new WeakMap<Call, string>();
      return {
        ...behaviour,
        parse(call, bytes) {
          const name = `${call.session?.id} ${Buffer.from(bytes).toString("base64")}`;
          if (call.session !== undefined && known.has(name)) throw new Refusal(409, "Duplicate message");
          names.set(call, name);
          return behaviour.parse(call, bytes);
        },
        message(call) {
          known.add(names.get(call) ?? "");
          return behaviour.message(call);
        },
      };
    },
  },
];

function answeringBy(answer: (message: Message) => string): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async storeMessage(call, session, message) {
      await behaviour.storeMessage(call, session, message);
      if (message.sender !== "contact" || session.takenOver) return;
      const id = behaviour.newId(call, "message");
      await behaviour.storeMessage(call, session, {
        ...message,
        id,
        sender: "ai",
        senderName: "AI",
        text: answer(message),
        attachments: [],
      });
    },
  });
}

function adding(
  change: (items: readonly Json[]) => readonly Json[],
  firstPageOnly = true,
): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async answer(call, given) {
      const answer = await behaviour.answer(call, given);
      const isFirst = !new URL(call.request.url).searchParams.has("cursor");
      const { body } = answer;
      const isChanged = call.operation === "listHistory" && (isFirst || !firstPageOnly);
      if (!isChanged || !isObject(body) || !Array.isArray(body.items)) return answer;
      return { ...answer, body: { ...body, items: [...change(body.items)] } };
    },
  });
}

function listing(change: (item: JsonObject) => JsonObject): (behaviour: Behaviour) => Behaviour {
  return adding((items) => items.map((item) => (isObject(item) ? change(item) : item)), false);
}

function withSender(item: JsonObject, rename: (type: string) => string): JsonObject {
  const event = isObject(item.event) ? item.event : {};
  const sender = isObject(event.sender) ? event.sender : {};
  const type = String(sender.type);
  return { ...item, event: { ...event, sender: { ...sender, type: type === "ai" ? type : rename(type) } } };
}

/** Another id that stays with this one. */
function otherId(id: string): string {
  return [...id]
    .map((digit) => (/[0-9a-f]/.test(digit) ? (15 - Number.parseInt(digit, 16)).toString(16) : digit))
    .join("");
}
