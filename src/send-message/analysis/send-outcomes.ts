import type { Case } from "../../evidence/case.ts";
import { isToUnknownSession } from "../../evidence/step.ts";
import { type Credential, REFUSED_CREDENTIALS } from "../../http/credentials.ts";
import { type Exchange, headerOf, isServerError, jsonBody, namesMemberTwice } from "../../http/exchange.ts";
import { isObject, type Json } from "../../json/json.ts";
import type { Contract } from "../contract/contract.ts";
import { sessionInPath } from "../contract/operations.ts";
import { BOTH, dataIn } from "../contract/records.ts";
import { type BodyDefect, bodyDefectsOf } from "./body-defects.ts";
import { isRefusedByClosed } from "./closed-session.ts";
import { acceptanceOf, type Facts, factsOf, isNameless } from "./facts.ts";
import { isGatewayRefusal } from "./gateway-refusal.ts";
import { crowdedBy, openPointsOf } from "./open-points.ts";
import { writesOf } from "./records.ts";

/** What the contract lets a provider answer to a send. */
type Expectation =
  | { readonly answer: "accept" | "open" }
  | { readonly answer: "refuse"; readonly because: "credential" | "scope" | "session" }
  | { readonly answer: "refuse"; readonly because: "body"; readonly defect: BodyDefect };

/** One send, all its tries put together. */
export interface SendOutcome {
  /** Indices into the case's exchanges: its tries, in order. */
  readonly tries: readonly number[];
  readonly credential: Credential;
  readonly body: Json | undefined;
  readonly expectation: Expectation;
  /** What in it the page leaves open: if anything, only the class of a refusal counts, not its status. */
  readonly points: readonly string[];
  /** `crashed`: a server error at every try, with a plain send accepted in between. */
  readonly answer: "accepted" | "refused" | "crashed" | "unknown";
  /** Of the last try; `undefined` where no answer came. */
  readonly status: number | undefined;
  /** It came to nothing, and so did a part of it that was sent alone: that part tells why. */
  readonly explained: boolean;
}

/** The sends of a case, each with what was expected of it and what came. */
export function sendOutcomesOf(recorded: Case, facts: Facts, contract: Contract): SendOutcome[] {
  const crowded = crowdedBy(writesOf(recorded, facts));
  const sends = triesOf(recorded).map((tries) => answered(recorded, tries, facts, contract, crowded));
  return sends.map((send) => ({ ...send, explained: sends.some((part) => isPart(recorded, part, send)) }));
}

/** The same of the send that this exchange is a try of, while the case goes on; the others are not looked at. */
export function sendOutcomeOf(recorded: Case, exchange: Exchange, contract: Contract): Answered | undefined {
  const tries = triesOf(recorded).find((each) =>
    each.some((index) => recorded.exchanges[index] === exchange),
  );
  const facts = factsOf(recorded);
  return tries && answered(recorded, tries, facts, contract, crowdedBy(writesOf(recorded, facts)));
}

/** The exchanges of each send, by their indices: the same body, sent again. */
function triesOf(recorded: Case): number[][] {
  const groups = new Map<string, number[]>();
  recorded.exchanges.forEach((exchange, index) => {
    if (exchange.operation !== "sendMessage") return;
    const same = [
      exchange.step,
      exchange.request.path,
      exchange.credential,
      exchange.request.body?.data,
    ].join("\n");
    groups.set(same, [...(groups.get(same) ?? []), index]);
  });
  return [...groups.values()];
}

function answered(
  recorded: Case,
  tries: readonly number[],
  facts: Facts,
  contract: Contract,
  crowded: ReadonlySet<number>,
): Answered {
  const first = recorded.exchanges[tries[0]!]!;
  return {
    tries,
    credential: first.credential,
    body: jsonBody(first.request),
    ...expectationOf(recorded, tries[0]!, facts, contract, crowded.has(tries[0]!)),
    answer: answerOf(recorded, tries),
    status: recorded.exchanges[tries.at(-1)!]!.response?.status,
  };
}

type Answered = Omit<SendOutcome, "explained">;

/** Whether a part of this send came to nothing, as the whole did: some of its entries, behind it in the same step. */
function isPart(recorded: Case, part: Answered, whole: Answered): boolean {
  const [own, other] = [recorded.exchanges[part.tries[0]!]!, recorded.exchanges[whole.tries[0]!]!];
  return (
    own.purpose === "part" &&
    own.step === other.step &&
    part.tries[0]! > whole.tries[0]! &&
    cameToNothing(part) &&
    cameToNothing(whole) &&
    BOTH.every((record) => {
      const [few, many] = [dataIn(part.body, record), dataIn(whole.body, record)];
      return (
        few === undefined ||
        (isObject(few) && isObject(many) && Object.keys(few).every((key) => Object.hasOwn(many, key)))
      );
    })
  );
}

/** Whether a send was refused, or met server errors again and again. */
export function cameToNothing({ answer }: Pick<SendOutcome, "answer">): boolean {
  return answer === "refused" || answer === "crashed";
}

/**
 * Tries that make a server error evidence. Three were too few: a provider that fails every 29th request, whatever it is,
 * came to fail the same one three times.
 */
export const CRASHES = 4;

function answerOf(recorded: Case, tries: readonly number[]): SendOutcome["answer"] {
  const exchanges = tries.map((index) => recorded.exchanges[index]!);
  if (exchanges.some((exchange) => acceptanceOf(exchange) === "accepted")) return "accepted";
  const last = exchanges.at(-1)!.response?.status ?? 0;
  if (last >= 400 && last < 500) return last === 429 ? "unknown" : "refused";
  const errors = exchanges.filter(
    ({ response, error }) => isServerError(response?.status) || error?.kind === "reset",
  );
  if (errors.length < CRASHES) return "unknown";
  const from = errors[0]!.endedMs;
  const to = errors.at(-1)!.startedMs;
  const plain = recorded.exchanges.filter(
    (exchange) =>
      exchange.purpose === "probe" &&
      exchange.startedMs >= from &&
      exchange.endedMs <= to &&
      acceptanceOf(exchange) === "accepted",
  );
  return plain.length >= CRASHES - 1 ? "crashed" : "unknown";
}

function expectationOf(
  recorded: Case,
  index: number,
  facts: Facts,
  contract: Contract,
  isCrowded: boolean,
): Pick<SendOutcome, "expectation" | "points"> {
  const exchange = recorded.exchanges[index]!;
  const { purpose, credential, request } = exchange;
  const raw = request.body;
  const step = recorded.steps[exchange.step];
  const session = facts.sessions.get(sessionInPath(request.path) ?? "");
  if (session === undefined && step === undefined)
    return open("a session that the recording does not create");
  if (!/^application\/json\s*(;|$)/i.test(headerOf(request, "content-type") ?? "")) return open("media type");
  if (raw?.encoding === "base64") return open("invalid UTF-8");
  const body = jsonBody(request);
  const { defects, openShape } =
    body === undefined
      ? { defects: [{ kind: "not-json", place: "" } as const], openShape: false }
      : bodyDefectsOf(body, contract);
  const hasContact = session?.verified && session.contact !== undefined && !isNameless(session);
  const mayBe: readonly (readonly [point: string, holds: boolean])[] = [
    ["number of keys", isCrowded],
    ["left open by the document", openShape],
    [
      "contact data for an unverified session, or one without a contact",
      session !== undefined && !hasContact && dataIn(body, "contact") !== undefined,
    ],
    [
      "conflict with a request at the same time",
      step?.do === "together" && exchange.response?.status === 409,
    ],
    ["duplicate member names", namesMemberTwice(request)],
    ["case of the scheme", credential === "lower-case-scheme"],
    ["looks like an attack", isGatewayRefusal(exchange)],
    ["closed session", isRefusedByClosed(recorded, index, facts)],
    ["repeated request", isRefusedRepeat(recorded, index)],
  ];
  const points = [
    ...(body === undefined ? [] : openPointsOf(body, raw)),
    ...mayBe.filter(([, holds]) => holds).map(([point]) => point),
  ];
  const isToUnknown = step?.do === "send" && purpose !== "probe" && isToUnknownSession(step);
  const reasons: readonly (readonly [reason: "credential" | "scope" | "session", holds: boolean])[] = [
    ["credential", REFUSED_CREDENTIALS.has(credential)],
    ["scope", credential === "read-only"],
    ["session", isToUnknown],
  ];
  const faults: Expectation[] = [
    ...reasons.filter(([, holds]) => holds).map(([because]) => ({ answer: "refuse", because }) as const),
    ...defects.map((defect) => ({ answer: "refuse", because: "body", defect }) as const),
  ];
  const fault = faults.length === 1 ? faults[0] : sameKind(faults);
  if (fault !== undefined) return { expectation: fault, points };
  // With two faults either may be answered first.
  if (faults.length > 0) return open("several faults");
  return { expectation: { answer: points.length === 0 ? "accept" : "open" }, points };
}

function open(point: string): Pick<SendOutcome, "expectation" | "points"> {
  return { expectation: { answer: "open" }, points: [point] };
}

/** Several faults of one kind are as good as one: a body with two nested objects is still refused for nesting. */
function sameKind(faults: readonly Expectation[]): Expectation | undefined {
  const kinds = new Set(
    faults.map((fault) =>
      fault.answer === "refuse" && fault.because === "body" && fault.defect.kind === "value"
        ? `${fault.defect.record} ${fault.defect.value}`
        : "other",
    ),
  );
  return kinds.size === 1 && !kinds.has("other") ? faults[0] : undefined;
}

/**
 * Whether a send (its index in the case) was refused after the same request was accepted: the same bytes, to the same
 * session, with the same key. Whether a repeated request is one message or two is left open.
 */
function isRefusedRepeat({ exchanges }: Case, index: number): boolean {
  const refused = exchanges[index]!;
  if (acceptanceOf(refused) !== "refused") return false;
  return exchanges
    .slice(0, index)
    .some(
      (earlier) =>
        earlier.operation === refused.operation &&
        earlier.credential === refused.credential &&
        earlier.request.path === refused.request.path &&
        earlier.request.body?.data === refused.request.body?.data &&
        acceptanceOf(earlier) === "accepted",
    );
}
