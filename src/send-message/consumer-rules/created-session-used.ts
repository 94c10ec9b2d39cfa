import { jsonBody } from "../../http/exchange.ts";
import { member } from "../analysis/facts.ts";
import { type Run, sessionOf } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";

export const consumerCreatedSessionUsed = defineConsumerRule({
  id: "consumer/created-session-used",
  basis: "implied",
  title: "a program that creates a session sends to it, and not only to another one that it has written down",
  quote: "session_id string required The unique identifier of the chat session",
  otherwise: "it created no session before it sent",
  judge: (run, it) => {
    const created = createdIn(run);
    const later = run.sends.filter(({ exchange }) => exchange.startedMs >= (created[0]?.endedMs ?? Infinity));
    const first = later[0];
    if (first === undefined) return { checked: 0, violations: [] };
    const known = new Set([
      ...created.map(({ id }) => id),
      ...it.case.sessions,
      ...it.runs.flatMap((other) => createdIn(other).map(({ id }) => id)),
    ]);
    if (later.some((send) => known.has(sessionOf(send)))) return { checked: 1, violations: [] };
    return {
      checked: 1,
      violations: [
        {
          exchanges: [created.at(-1)!.index, first.index],
          expected: `a send to the session that Create Session answered, ${created.at(-1)!.id}`,
          got: `sends to "${sessionOf(first)}" only`,
        },
      ],
    };
  },
});

/** The sessions that were created in a run, with the end of each request. */
function createdIn({ requests }: Run) {
  return requests.flatMap(({ index, exchange }) => {
    const id = exchange.operation === "createSession" ? member(jsonBody(exchange.response), "id") : undefined;
    return typeof id === "string" ? [{ index, id, endedMs: exchange.endedMs }] : [];
  });
}
