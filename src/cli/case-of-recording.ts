import type { HarRecording, Unknown } from "../consumer-harness/har.ts";
import { withoutBasePath } from "../consumer-harness/operation-of.ts";
import type { Case } from "../evidence/case.ts";
import { RECORDED_ELSEWHERE } from "../evidence/tag.ts";
import type { Exchange } from "../http/exchange.ts";
import { acceptanceOf } from "../send-message/analysis/facts.ts";
import type { ConsumerExchange } from "../send-message/consumer-rules/consumer-case.ts";

type Told = ConsumerExchange & { readonly unknown: Unknown };

/**
 * A recording of somebody's traffic as one case without steps. Of several hosts the one that was sent most is judged,
 * up to the first request that may have written what nobody knows. `patienceMs` is how long a read may miss a write.
 */
export function caseOfRecording(recording: HarRecording, patienceMs: number) {
  const received = recording.case.received.map(
    (exchange, index): Told => ({ ...exchange, unknown: recording.unknown[index]! }),
  );
  const addressed = received.filter(({ operation }) => operation !== undefined);
  const byOrigin = [...Map.groupBy(addressed, ({ origin }) => origin)];
  const [origin, own = []] = byOrigin.sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const end = received.flatMap((each) => {
    const why = each.origin === origin ? whyNothingBehind(each) : undefined;
    const startedMs = each.unknown.time ? Number.NEGATIVE_INFINITY : each.startedMs;
    return why === undefined ? [] : [{ why, startedMs }];
  })[0];
  const showsKeys = own.some(({ credential }) => credential !== "none");
  const exchanges = own
    .filter(({ endedMs }) => end === undefined || endedMs <= end.startedMs)
    .filter((each) => !each.unknown.key || isKeyClear(each, showsKeys))
    .map(exchangeOf);
  const isDecided = exchanges.some(
    (each) => each.operation === "sendMessage" && acceptanceOf(each) === "accepted",
  );
  const it: Case = {
    ...{ id: "recording/0", scenario: "recording", tag: RECORDED_ELSEWHERE },
    ...{ steps: [], exchanges, received: [], programs: [], patienceMs },
  };
  return {
    case: it,
    /** The host that is judged; absent where none was asked for an operation. */
    origin,
    /** Why what was recorded does not decide, or not all of it. */
    problem: end?.why ?? (isDecided ? undefined : whyUndecided(own)),
  };
}

/** Why what came later tells nothing: from here on nobody knows what the records hold, or in what order. */
function whyNothingBehind({ unknown, operation, request, response }: Told): string | undefined {
  const name = `${request.method} ${request.path}`;
  const rest = "only what ended before is judged";
  if (operation !== undefined) {
    if (unknown.time) return `the recording does not say when ${name} began: nothing of it is judged`;
    return unknown.body ? `the recording does not hold the body of ${name}: ${rest}` : undefined;
  }
  const mayWrite =
    !["GET", "HEAD", "OPTIONS"].includes(request.method) &&
    /^\/(chat\/sessions|contacts)([/?]|$)/.test(withoutBasePath(request.path)) &&
    !(response !== undefined && response.status >= 400 && response.status < 500);
  return mayWrite
    ? `${name} may have changed the records in a way that the suite does not know: ${rest}`
    : undefined;
}

/** Whether the answer is about something else than a key of which nobody knows whether it was valid. */
function isKeyClear({ credential, response }: Told, showsKeys: boolean): boolean {
  if (response?.status === 401) return credential !== "valid" && (credential !== "none" || showsKeys);
  return response?.status !== 403 || !["valid", "none"].includes(credential);
}

function exchangeOf({ origin: _, unknown, ...exchange }: Told): Exchange {
  // Exports leave keys out by default: a request that was let pass without one says nothing about keys.
  const isLetPass = unknown.key && exchange.credential === "none" && exchange.response?.status !== 401;
  const known = { ...exchange, step: -1, ...(isLetPass && { credential: "valid" as const }) };
  if (!unknown.content) return known;
  const { response: _unread, ...unanswered } = known;
  return {
    ...unanswered,
    error: { kind: "reset", message: "the recording does not hold all of its answer" },
  };
}

function whyUndecided(own: readonly Told[]): string {
  if (own.length === 0) return "the recording holds no request to the API";
  const lacking = own.filter(({ unknown }) => unknown.content).length;
  const advice = lacking === 0 ? "" : `; it lacks the content of ${lacking} answers: export it with content`;
  return `the recording holds no accepted message with its answer${advice}`;
}
