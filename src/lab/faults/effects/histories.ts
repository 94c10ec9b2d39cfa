import { isObject, type Json, type JsonObject } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { Answer } from "../../../send-message/reference-provider/refusal.ts";
import type { Message, Session } from "../../../send-message/reference-provider/store.ts";
import { type Apply, type Effect, untriggered } from "../effect.ts";

type Shown = readonly [
  name: string,
  description: string,
  shown: (messages: readonly Message[]) => readonly Message[],
];

const parts: readonly Shown[] = [
  ["of-the-first-ten", "shows the first ten messages", (messages) => messages.slice(0, 10)],
  ["of-the-last-ten", "shows the last ten messages", (messages) => messages.slice(-10)],
  ["of-the-first-twenty", "shows the first twenty messages", (messages) => messages.slice(0, 20)],
  ["of-the-last-fifty", "shows the last fifty messages", (messages) => messages.slice(-50)],
  ["of-the-last-message", "shows the last message", (messages) => messages.slice(-1)],
  [
    "of-contacts",
    "shows what contacts said",
    (messages) => messages.filter(({ sender }) => sender === "contact"),
  ],
  ["of-agents", "shows what agents said", (messages) => messages.filter(({ sender }) => sender === "agent")],
];

type Paged = readonly [
  name: string,
  description: string,
  page: (items: readonly Json[], isFirst: boolean) => readonly Json[],
  next?: null,
];

const pages: readonly Paged[] = [
  ["without-further-pages", "gives out no cursor", (items) => items, null],
  [
    "with-pages-that-skip-one",
    "leaves out the first message of further pages",
    (items, isFirst) => items.slice(isFirst ? 0 : 1),
  ],
  ["with-empty-pages", "leaves further pages empty", (items, isFirst) => (isFirst ? items : [])],
];

/** Histories that do not show each message of a session once, or show those of others. */
export const historyEffects: readonly Effect[] = [
  ...parts.map(([name, description, shown]) =>
    untriggered(
      `history-${name}`,
      `${description} in a history, and no other`,
      "messages/in-history-once",
      (behaviour) => ({
        ...behaviour,
        history: async (call, session) => shown(await behaviour.history(call, session)),
      }),
    ),
  ),
  ...pages.map(([name, description, page, next]) =>
    untriggered(
      `history-${name}`,
      `${description} of a history`,
      "messages/in-history-once",
      paging(page, next),
    ),
  ),
  untriggered(
    "history-with-pages-that-overlap",
    "begins further pages of a history with the message before",
    "messages/in-history-once",
    (behaviour) => ({
      ...behaviour,
      async history(call, session) {
        const messages = await behaviour.history(call, session);
        return messages.length > 50 ? [...messages.slice(0, 50), ...messages.slice(49)] : messages;
      },
    }),
  ),
  untriggered(
    "history-that-ignores-cursors",
    "gives out the first page of a history repeatedly",
    "messages/in-history-once",
    (behaviour) => {
      const first = new WeakMap<Session, Answer>();
      return {
        ...behaviour,
        async answer(call, given) {
          const answer = await behaviour.answer(call, given);
          if (call.operation !== "listHistory" || call.session === undefined) return answer;
          if (!asksForLaterPage(call)) first.set(call.session, answer);
          return first.get(call.session) ?? answer;
        },
      };
    },
  ),
  ...[400, 500].map((statusCode) =>
    untriggered(
      `history-with-cursors-answered-${statusCode}`,
      `answers ${statusCode} to the cursors that it gave out`,
      "messages/in-history-once",
      (behaviour) => ({
        ...behaviour,
        async answer(call, given) {
          const answer = await behaviour.answer(call, given);
          const message = "The cursor is unknown";
          return call.operation === "listHistory" && asksForLaterPage(call)
            ? { status: statusCode, body: { statusCode, message, error: message } }
            : answer;
        },
      }),
    ),
  ),
  untriggered(
    "history-never-refreshed",
    "shows a history as it was when it was first asked for",
    "messages/in-history-once",
    (behaviour) => {
      const first = new WeakMap<Session, readonly Message[]>();
      return {
        ...behaviour,
        async history(call, session) {
          const messages = first.get(session) ?? [...(await behaviour.history(call, session))];
          if (messages.length > 0) first.set(session, messages);
          return messages;
        },
      };
    },
  ),
  untriggered(
    "history-of-the-contact",
    "shows the messages of all sessions of a contact in each",
    "isolation/messages",
    together((one, other) => one.contact !== undefined && one.contact === other.contact),
  ),
  untriggered(
    "history-of-everybody",
    "shows the messages of all sessions in each",
    "isolation/messages",
    together(() => true),
  ),
  untriggered(
    "history-by-slot",
    "keeps one history for every fiftieth session",
    "isolation/messages",
    together((one, other) => one.ticketNumber % 50 === other.ticketNumber % 50),
  ),
  untriggered(
    "history-with-later-pages-of-everybody",
    "shows the messages of all sessions on the further pages of a history",
    "isolation/messages",
    (behaviour) => ({
      ...behaviour,
      async history(call, session) {
        const own = await behaviour.history(call, session);
        const others = [...call.store.sessions.values()].filter((other) => other !== session);
        return own.length > 50 ? [...own, ...others.flatMap(({ messages }) => messages)] : own;
      },
    }),
  ),
];

function paging(page: Paged[2], next: Paged[3]): Apply {
  return (behaviour) => ({
    ...behaviour,
    async answer(call, given) {
      const answer = await behaviour.answer(call, given);
      const body = answer.body;
      if (call.operation !== "listHistory" || !isObject(body) || !Array.isArray(body.items)) return answer;
      const isFirst = !asksForLaterPage(call);
      const changed: JsonObject = {
        items: [...page(body.items, isFirst)],
        next: next === null ? null : (body.next ?? null),
      };
      return { ...answer, body: changed };
    },
  });
}

function asksForLaterPage({ request }: Call): boolean {
  return new URL(request.url).searchParams.has("cursor");
}

function together(belong: (one: Session, other: Session) => boolean): Apply {
  return (behaviour) => ({
    ...behaviour,
    async history(call, session) {
      const others = [...call.store.sessions.values()].filter(
        (other) => other === session || belong(session, other),
      );
      const histories = await Promise.all(others.map((other) => behaviour.history(call, other)));
      return histories.flat().sort((one, other) => one.createdAt - other.createdAt);
    },
  });
}
