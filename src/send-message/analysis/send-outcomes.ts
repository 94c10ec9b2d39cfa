import type { Case } from "../../evidence/case.ts";
import { isToUnknownSession } from "../../evidence/step.ts";
import { type Credential, REFUSED_CREDENTIALS } from "../../http/credentials.ts";
import { type Exchange, headerOf, jsonBody } from "../../http/exchange.ts";
import { isObject, type Json } from "../../json/json.ts";
import type { Contract } from "../contract/contract.ts";
import { sessionInPath } from "../contract/operations.ts";
import { BOTH, dataIn } from "../contract/records.ts";
import { type BodyDefect, bodyDefectsOf } from "./body-defects.ts";
import { crowdedBy } from "./crowded.ts";
import { type Facts, isNameless } from "./facts.ts";
import { hasDuplicateNames, openPointsOf } from "./open-points.ts";
import { writesOf } from "./records.ts";

/** Names the open point of a record or request with so many keys that a provider may refuse it. */
export const MANY_KEYS = "number of keys";

/** What the contract lets a provider answer to a send. */
export type Expectation =
  | { readonly answer: "accept" }
  | { readonly answer: "refuse"; readonly because: "credential"; readonly credential: Credential }
  | { readonly answer: "refuse"; readonly because: "scope" }
  | { readonly answer: "refuse"; readonly because: "session" }
  | { readonly answer: "refuse"; readonly because: "body"; readonly defect: BodyDefect }
  | { readonly answer: "open" };

/** One send, all its tries put together. */
export interface SendOutcome {
  /** Indices into the case's exchanges: its tries, in order. */
  readonly tries: readonly number[];
  readonly credential: Credential;
  readonly body: Json | undefined;
  readonly expectation: Expectation;
  /** What in it the page leaves open: where there is any, only the class of a refusal counts, not its status. */
  readonly points: readonly string[];
  /** `crashed`: a server error at every try, with a plain send accepted in between. */
  readonly answer: "accepted" | "refused" | "crashed" | "unknown";
  /** Of the last try; `undefined` where no answer came. */
  readonly status: number | undefined;
  /** It came to nothing, and so did a part of it that was sent alone: that part tells why. */
  readonly explained: boolean;
}

/** The sends of a case, each with what was expected of it and what came. */
export function sendOutcomesOf(it: Case, facts: Facts, contract: Contract): SendOutcome[] {
  const crowded = crowdedBy(writesOf(it, facts));
  const groups = new Map<string, number[]>();
  it.exchanges.forEach((exchange, index) => {
    if (exchange.operation !== "sendMessage") return;
    const same = [
      exchange.step,
      exchange.request.path,
      exchange.credential,
      exchange.request.body?.data,
    ].join("\n");
    groups.set(same, [...(groups.get(same) ?? []), index]);
  });
  const sends = [...groups.values()].map((tries) => {
    const first = it.exchanges[tries[0]!]!;
    const statuses = tries.map((index) => it.exchanges[index]!.response?.status);
    return {
      tries,
      credential: first.credential,
      body: jsonBody(first.request),
      ...expectationOf(it, first, facts, contract, crowded.has(tries[0]!) ? [MANY_KEYS] : []),
      answer: answerOf(it, tries),
      status: statuses.at(-1),
    };
  });
  return sends.map((send) => ({ ...send, explained: sends.some((part) => isPart(it, part, send)) }));
}

type Answered = Omit<SendOutcome, "explained">;

/** Whether a part of this send came to nothing, as the whole did: some of its entries, behind it in the same step. */
function isPart(it: Case, part: Answered, whole: Answered): boolean {
  const [own, other] = [it.exchanges[part.tries[0]!]!, it.exchanges[whole.tries[0]!]!];
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

function answerOf(it: Case, tries: readonly number[]): SendOutcome["answer"] {
  const exchanges = tries.map((index) => it.exchanges[index]!);
  const statuses = exchanges.map((exchange) => exchange.response?.status ?? 0);
  if (statuses.some((status) => status >= 200 && status < 300)) return "accepted";
  const last = statuses.at(-1)!;
  if (last >= 400 && last < 500) return last === 429 ? "unknown" : "refused";
  const errors = exchanges.filter(
    (exchange) => (exchange.response?.status ?? 0) >= 500 || exchange.error?.kind === "reset",
  );
  if (errors.length < CRASHES) return "unknown";
  const from = errors[0]!.endedMs;
  const to = errors.at(-1)!.startedMs;
  const plain = it.exchanges.filter(
    (exchange) =>
      exchange.purpose === "probe" &&
      exchange.startedMs >= from &&
      exchange.endedMs <= to &&
      Math.floor((exchange.response?.status ?? 0) / 100) === 2,
  );
  return plain.length >= CRASHES - 1 ? "crashed" : "unknown";
}

function expectationOf(
  it: Case,
  exchange: Exchange,
  facts: Facts,
  contract: Contract,
  size: readonly string[],
): Pick<SendOutcome, "expectation" | "points"> {
  const step = it.steps[exchange.step];
  const unknownSession = step?.do === "send" && exchange.purpose !== "probe" && isToUnknownSession(step);
  const known = facts.sessions.has(sessionInPath(exchange.request.path) ?? "") || step !== undefined;
  const raw = exchange.request.body;
  const type = headerOf(exchange.request, "content-type") ?? "";
  if (!known) return open(["a session that the recording does not create"]);
  if (!/^application\/json\s*(;|$)/i.test(type)) return open(["media type"]);
  if (raw?.encoding === "base64") return open(["invalid UTF-8"]);
  const body = jsonBody(exchange.request);
  const { defects, openShape } =
    body === undefined
      ? { defects: [{ kind: "not-json", place: "" } as const], openShape: false }
      : bodyDefectsOf(body, contract);
  const points = body === undefined ? [] : [...openPointsOf(body, raw), ...size];
  if (openShape) points.push("left open by the document");
  const created = facts.sessions.get(sessionInPath(exchange.request.path) ?? "");
  if (
    created !== undefined &&
    !(created.verified && created.contact !== undefined && !isNameless(created)) &&
    dataIn(body, "contact") !== undefined
  ) {
    points.push("contact data for an unverified session, or one without a contact");
  }
  if (step?.do === "together" && exchange.response?.status === 409)
    points.push("conflict with a request at the same time");
  if (body !== undefined && hasDuplicateNames(raw!.data)) points.push("duplicate member names");
  const faults: Expectation[] = [
    ...(REFUSED_CREDENTIALS.has(exchange.credential)
      ? [{ answer: "refuse", because: "credential", credential: exchange.credential } as const]
      : []),
    ...(exchange.credential === "read-only" ? [{ answer: "refuse", because: "scope" } as const] : []),
    ...(unknownSession ? [{ answer: "refuse", because: "session" } as const] : []),
    ...defects.map((defect) => ({ answer: "refuse", because: "body", defect }) as const),
  ];
  if (exchange.credential === "lower-case-scheme") points.push("case of the scheme");
  const fault = faults.length === 1 ? faults[0] : sameKind(faults);
  // With two faults either may be answered first.
  if (faults.length > 0)
    return fault === undefined ? open(["several faults"]) : { expectation: fault, points };
  return points.length === 0 ? { expectation: { answer: "accept" }, points } : open(points);
}

function open(points: readonly string[]): Pick<SendOutcome, "expectation" | "points"> {
  return { expectation: { answer: "open" }, points };
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
