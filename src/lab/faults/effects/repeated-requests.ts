import { member } from "../../../json/member.ts";
import { recordAt } from "../../../send-message/contract/records.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { Session } from "../../../send-message/reference-provider/store.ts";
import type { Apply, Effect } from "../effect.ts";
import { kindOf, RECORDS } from "../entry.ts";

/** Requests that are taken for one that came before, since some part of them is equal. */
export const repeatedRequestEffects: readonly Effect[] = [
  ...RECORDS.flatMap((record): Effect[] => [
    {
      name: `${record}-data-dropped-with-a-repeated-text`,
      description: `drops the ${record} data of a message whose text is that of the message before`,
      rules: [`${record}-data/sent-keys-added`],
      triggers: [],
      apply: (behaviour) => ({
        ...behaviour,
        update(call, target, sent) {
          const last = call.session?.messages.at(-1)?.text;
          const isRepeated =
            call.operation === "sendMessage" &&
            kindOf(target) === record &&
            last === member(call.body, "message", "text");
          return behaviour.update(call, target, isRepeated ? {} : sent);
        },
      }),
    },
    {
      name: `${record}-data-dropped-when-known`,
      description: `drops ${record} data that is equal, as a whole, to data that it was sent before`,
      rules: [`${record}-data/sent-keys-updated`],
      triggers: [],
      apply: (behaviour) => {
        const known = new Set<string>();
        return {
          ...behaviour,
          update(call, target, sent) {
            if (kindOf(target) !== record) return behaviour.update(call, target, sent);
            const data = `${target.owner} ${JSON.stringify(sent)}`;
            const isKnown = known.has(data);
            known.add(data);
            return behaviour.update(call, target, isKnown ? {} : sent);
          },
        };
      },
    },
    {
      name: `${record}-data-dropped-when-the-other-has-it`,
      description: `drops ${record} data that the other record holds under the same key`,
      rules: [`${record}-data/sent-keys-updated`],
      triggers: [],
      apply: (behaviour) => ({
        ...behaviour,
        update(call, target, sent) {
          const { session } = call;
          const other = target.kind === "session" ? session?.contact?.data : session?.data;
          if (kindOf(target) !== record || other === undefined) return behaviour.update(call, target, sent);
          const news = Object.entries(sent).filter(([key, value]) => other.data.get(key) !== value);
          return behaviour.update(call, target, Object.fromEntries(news));
        },
      }),
    },
    {
      name: `${record}-nested-accepted-when-repeated`,
      description: `accepts a nested object in ${record} data when the same request was refused before`,
      rules: [`rejection/nested-${record}-data`],
      triggers: [],
      apply: (behaviour) => {
        const refused = new Set<string>();
        return {
          ...behaviour,
          async problems(call) {
            const problems = await behaviour.problems(call);
            const isHere = problems.length > 0 && problems.every(({ place }) => recordAt(place) === record);
            const request = `${call.session?.id} ${JSON.stringify(call.json)}`;
            if (call.operation !== "sendMessage" || !isHere) return problems;
            if (refused.has(request)) return [];
            refused.add(request);
            return problems;
          },
        };
      },
    },
  ]),
  {
    name: "messages-of-one-text-elsewhere-lost",
    description: "drops a message whose text another session has",
    rules: ["messages/in-history-once"],
    triggers: [],
    apply: storingWhere(
      (call, session, text) =>
        ![...call.store.sessions.values()].some(
          (other) => other !== session && other.messages.some((message) => message.text === text),
        ),
    ),
  },
  {
    name: "requests-to-another-session-taken-for-repetitions",
    description: "drops the data of a request that another session had, byte by byte",
    rules: ["session-data/sent-keys-added", "contact-data/sent-keys-added"],
    triggers: [],
    apply: (behaviour) => {
      const first = new Map<string, string>();
      return {
        ...behaviour,
        update(call, target, sent) {
          const { operation, session, body } = call;
          if (operation !== "sendMessage" || !session) return behaviour.update(call, target, sent);
          const request = JSON.stringify(body);
          if (!first.has(request)) first.set(request, session.id);
          return behaviour.update(call, target, first.get(request) === session.id ? sent : {});
        },
      };
    },
  },
  {
    name: "messages-of-one-text-and-sender-lost",
    description: "drops a message whose text and sender are those of the message before, whatever its data",
    rules: ["messages/in-history-once"],
    triggers: [],
    apply: storingWhere((call, session, text) => {
      const last = session.messages.at(-1);
      return last?.text !== text || last.sender !== call.body.sender;
    }),
  },
];

function storingWhere(isStored: (call: Call, session: Session, text: string) => boolean): Apply {
  return (behaviour) => ({
    ...behaviour,
    async storeMessage(call, session, message) {
      if (isStored(call, session, message.text)) await behaviour.storeMessage(call, session, message);
    },
  });
}
