import { jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { judgeEach, UNCONCERNED } from "../../judging/judgement.ts";
import type { ConsumerAnalysis, Run } from "./consumer-analysis.ts";
import type { ConsumerExchange } from "./consumer-case.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { every } from "./judge/every.ts";
import { sessionOf } from "./sends.ts";

const SESSION_ID = "session_id string required The unique identifier of the chat session";

/** One path segment of RFC 3986. */
const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/;

/** What stands in a path when a program forgot to put the id there. */
const PLACEHOLDER = /^(|undefined|null|none|nil|nan|\[object \w+\]|\$?\{.*\}|<.*>|:\w+|%s)$/i;

/** The session that a message goes to. */
export const sessionRules: readonly ConsumerRule[] = [
  {
    id: "consumer/session-id-encoded",
    basis: "implied",
    title: "the session id is one segment of the path, percent-encoded",
    quote: "https://api.open.cx/chat/sessions/{session_id}/send",
    notApplicable: "it sent nothing",
    judge: every("sends", (send) => {
      const { rawSession } = send;
      const isDecoded = !rawSession.includes("%") || sessionOf(send) !== rawSession;
      return rawSession === "" || (SEGMENT.test(rawSession) && isDecoded)
        ? []
        : [{ expected: `one segment, such as ${encodeURIComponent(rawSession)}`, got: rawSession }];
    }),
  },
  {
    id: "consumer/session-id-given",
    basis: "stated",
    title:
      "the session id is one that the program was given: by Create Session, by its environment, or for good",
    quote: SESSION_ID,
    notApplicable: "a single recording does not tell a session id that was given from one that was made up",
    judge: every("sends", (send, analysis) => {
      const session = sessionOf(send);
      const expected = "the id of a session that exists";
      if (PLACEHOLDER.test(session)) return [{ expected, got: `"${session}"` }];
      if (isGiven(session, analysis)) return [];
      const sending = analysis.runs.filter(({ sends }) => sends.length > 0);
      if (sending.length < 2) return undefined;
      // An id that each run uses is written down in the program or its configuration.
      if (sending.every(({ sends }) => sends.some((other) => sessionOf(other) === session))) return [];
      return [{ expected, got: `"${session}", which nobody gave it and no other run uses` }];
    }),
  },
  {
    id: "consumer/created-session-used",
    basis: "implied",
    title:
      "a program that creates a session sends to it, and not only to another one that it has written down",
    quote: SESSION_ID,
    notApplicable: "it created no session before it sent",
    judge: (run, analysis) => {
      const created = createdIn(run);
      const [first, last] = [created[0], created.at(-1)];
      if (first === undefined || last === undefined) return UNCONCERNED;
      const sends = run.sends.filter(({ startedMs }) => startedMs >= first.endedMs);
      if (sends[0] === undefined) return UNCONCERNED;
      return judgeEach([sends[0]], (send) => {
        if (sends.some((each) => isGiven(sessionOf(each), analysis))) return undefined;
        return {
          exchanges: [last.index, send.index],
          expected: `a send to the session that Create Session answered, ${last.id}`,
          got: `sends to "${sessionOf(send)}" only`,
        };
      });
    },
  },
];

/** Whether the program was told this id, or any of its runs created the session. */
function isGiven(session: string, analysis: ConsumerAnalysis): boolean {
  return (
    analysis.case.sessions.includes(session) ||
    analysis.case.received.some((exchange) => createdBy(exchange) === session)
  );
}

/** The sessions that were created in a run, with the end of each request. */
function createdIn({ requests }: Run) {
  return requests.flatMap((request) => {
    const id = createdBy(request);
    return typeof id === "string" ? [{ index: request.index, id, endedMs: request.endedMs }] : [];
  });
}

/** The id that Create Session answered; `undefined` for any other exchange. */
function createdBy({ operation, response }: ConsumerExchange): Json | undefined {
  return operation === "createSession" ? member(jsonBody(response), "id") : undefined;
}
