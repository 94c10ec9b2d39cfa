import { jsonBody } from "../../http/exchange.ts";
import { member } from "../analysis/facts.ts";
import { type ConsumerLook, sessionOf } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";

/** What stands in a path when a program forgot to put the id there. */
const PLACEHOLDER = /^(|undefined|null|none|nil|nan|\[object \w+\]|\$?\{.*\}|<.*>|:\w+|%s)$/i;

export const consumerSessionIdGiven = defineConsumerRule({
  id: "consumer/session-id-given",
  basis: "stated",
  title:
    "the session id is one that the program was given: by Create Session, by its environment, or for good",
  quote: "session_id string required The unique identifier of the chat session",
  otherwise: "a single recording does not tell a session id that was given from one that was made up",
  judge: (run, it) =>
    everySend((send) => {
      const session = sessionOf(send);
      const expected = "the id of a session that exists";
      if (PLACEHOLDER.test(session)) return [{ expected, got: `"${session}"` }];
      if (it.case.sessions.includes(session) || isCreated(session, it)) return [];
      const sending = it.runs.filter(({ sends }) => sends.length > 0);
      if (sending.length < 2) return undefined;
      // An id that each run uses is written down in the program or its configuration.
      if (sending.every(({ sends }) => sends.some((other) => sessionOf(other) === session))) return [];
      return [{ expected, got: `"${session}", which nobody gave it and no other run uses` }];
    })(run, it),
});

function isCreated(session: string, it: ConsumerLook): boolean {
  return it.case.received.some(
    ({ operation, response }) =>
      operation === "createSession" && member(jsonBody(response), "id") === session,
  );
}
