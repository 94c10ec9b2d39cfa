import { type Credential, REFUSED_CREDENTIALS } from "../../http/credentials.ts";
import { type Judgement, judgeEach } from "../../judging/judgement.ts";
import { show } from "../../judging/show.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import type { SendOutcome } from "../analysis/send-outcomes.ts";
import { sessionInPath } from "../contract/operations.ts";
import { readOnlyKey, readsWithoutKey, wrongKeys } from "../scenarios/credentials.ts";
import { later } from "../scenarios/over-time.ts";
import { about, refused, refusedWith } from "./judge/answers.ts";
import { noMessageApplied } from "./judge/messages.ts";
import { both, nothingApplied } from "./judge/records.ts";
import { answersTo, siblingRefused } from "./judge/responses.ts";
import type { Rule } from "./rule.ts";

/** What the page says of the key. */
export const BEARER =
  "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.";
const REQUIRED = "Authorization\nstring\nheader\nrequired";

const isRefused = (credential: Credential) => REFUSED_CREDENTIALS.has(credential);
const isReadOnly = (credential: Credential) => credential === "read-only";
const refusedFor = (...credentials: readonly Credential[]) =>
  refused((send: SendOutcome) => about.credential(send) && credentials.includes(send.credential));

export const authenticationRules: readonly Rule[] = [
  {
    id: "authentication/key-required",
    basis: "stated",
    title: "a send without a key is not accepted",
    quote: REQUIRED,
    sends: [wrongKeys],
    judge: refusedFor("none"),
  },
  {
    id: "authentication/wrong-key-refused",
    basis: "stated",
    title: "a send with a key that nobody was given is not accepted",
    quote: BEARER,
    sends: [wrongKeys],
    judge: refusedFor("wrong"),
  },
  {
    id: "authentication/whole-key-compared",
    basis: "stated",
    title:
      "a key is compared whole: neither its first half, nor a longer one, nor one with another end or in the other case is accepted",
    quote: BEARER,
    sends: [wrongKeys],
    judge: refusedFor("half", "longer", "last-changed", "other-case"),
  },
  {
    id: "authentication/bearer-scheme",
    basis: "stated",
    title: "the key is accepted only as a Bearer token in the Authorization header",
    quote: BEARER,
    sends: [wrongKeys],
    judge: refusedFor("basic", "no-scheme", "empty", "in-query"),
  },
  {
    id: "authentication/answers-401",
    basis: "implied",
    title: "a send without a valid key is answered 401",
    source: "Authentication",
    sends: [wrongKeys],
    judge: refusedWith(401, (send) => about.credential(send) && send.answer !== "accepted"),
  },
  {
    id: "authentication/refused-without-effect",
    basis: "stated",
    title: "a send that is refused for its key changes no record",
    quote: REQUIRED,
    sends: [wrongKeys, later],
    judge: nothingApplied(isRefused, ["session", "contact"]),
  },
  {
    id: "authentication/refused-message-not-stored",
    basis: "stated",
    title: "the message of a send that is refused for its key is not stored",
    quote: REQUIRED,
    sends: [wrongKeys],
    judge: noMessageApplied(isRefused),
  },
  {
    id: "authentication/refused-answer-holds-no-data",
    basis: "stated",
    title: "the answer to a send without a valid key holds no data of the session",
    quote: REQUIRED,
    sends: [wrongKeys],
    judge: refusedAnswerHoldsNoData,
  },
  {
    id: "authentication/read-only-without-effect",
    basis: "implied",
    title: "a send that is refused because its key lacks the scope changes no record and stores no message",
    source: "Authentication",
    sends: [readOnlyKey],
    needs: "a read-only key",
    judge: both(nothingApplied(isReadOnly, ["session", "contact"]), noMessageApplied(isReadOnly)),
  },
  {
    id: "authentication/scope-required",
    basis: "implied",
    title: "a send with a valid key that lacks the scope for sending is answered 403",
    source: "Authentication",
    sends: [readOnlyKey],
    needs: "a read-only key",
    judge: refusedWith(403, about.scope),
  },
  {
    id: "authentication/reads-need-a-key",
    basis: "implied",
    title: "Get Session and List history are not answered without a valid key",
    source: "Authentication",
    sends: [readsWithoutKey],
    judge: siblingRefused("getSession", "listHistory"),
  },
];

/** Texts shorter than this may stand in any answer by chance. */
const TELLING_LENGTH = 8;

/** No answer holds a value that was written to the session or its contact before, or the contact's address. */
function refusedAnswerHoldsNoData(analysis: CaseAnalysis): Judgement {
  const answers = answersTo(analysis, "sendMessage").filter(({ exchange }) => isRefused(exchange.credential));
  return judgeEach(answers, ({ index, exchange: { request, response } }) => {
    const session = analysis.facts.sessions.get(sessionInPath(request.path) ?? "");
    const expected = "an answer without any data of the session";
    const address = session?.contact;
    if (session !== undefined && address?.includes("@") && response?.body?.data.includes(address)) {
      const got = `${show(address)}, the address of its contact`;
      return { exchanges: [session.exchange, index], expected, got };
    }
    const told = analysis.records.writes.find(
      ({ exchange, acceptance, value }) =>
        exchange < index &&
        acceptance === "accepted" &&
        typeof value === "string" &&
        value.length >= TELLING_LENGTH &&
        !request.body?.data.includes(value) &&
        response?.body?.data.includes(value),
    );
    return (
      told && {
        exchanges: [told.exchange, index],
        expected,
        got: `${show(told.value)}, which the ${told.kind} holds under ${show(told.key)}`,
      }
    );
  });
}
