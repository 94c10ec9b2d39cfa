import { isToUnknownSession, type SendStep, type Step } from "../evidence/step.ts";
import type { Json } from "../json/json.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { entriesOf, partOf } from "../send-message/scenarios/entries.ts";
import type { RequestSpec } from "./conversation.ts";
import {
  contactRequest,
  type Ids,
  markerMembers,
  plainRequest,
  sendRequest,
  sessionPart,
  sessionRequest,
} from "./requests.ts";

/** The requests of one step: what the runner makes, the dry run counts, and a certificate is held against. */
export interface StepRequests {
  /** Each must happen once. */
  readonly once: readonly RequestSpec[];
  /** What may be repeated until it shows everything, and must happen at least once. */
  readonly read?: RequestSpec;
  /** The plain send that may stand in between, by its number within the case; `undefined` where no session takes it. */
  readonly between?: (number: number) => RequestSpec | undefined;
  /** The part of a refused send that has just these entries, by its number within the step. */
  readonly part?: (body: Json | undefined, number: number) => RequestSpec;
}

/** Where a step stands: its index, the tag of its case, the ids that are known by then, and the session of the run. */
interface Standing {
  readonly index: number;
  readonly tag: string;
  readonly ids: Ids;
  /** It stands in for every session that a step creates. */
  readonly session: string | undefined;
}

/** The requests that a step makes when it is carried out. */
export function requestsOf(step: Step, standing: Standing): StepRequests {
  const { index, tag, ids, session } = standing;
  const base = { step: index, purpose: "step" } as const;
  switch (step.do) {
    case "create-session":
      return { once: session === undefined ? [sessionRequest(step, index, ids)] : [] };
    case "create-contact":
      return { once: [contactRequest(step, index)] };
    case "send":
      return {
        once: [sendRequest(step, index, ids)],
        between: (number) => {
          // Where the send itself is to no real session, the plain one goes to the first that the case has.
          const real = isToUnknownSession(step) ? [...ids.keys()][0] : step.session;
          return real === undefined
            ? undefined
            : plainRequest(real, index, ids, { tag, number, purpose: "probe" });
        },
        part: (body, number) => sendRequest(partLike(step, body, number), index, ids, "part"),
      };
    case "wait":
      return { once: [] };
    case "together":
      return {
        once: [...step.sends, ...(step.beside ?? [])].flatMap((each) => requestsOf(each, standing).once),
      };
    case "observe":
      return {
        once: [],
        read: { ...base, operation: "getSession", session: sessionPart(step.session, ids) },
        between: (number) =>
          plainRequest(
            step.session,
            index,
            ids,
            { tag, number, purpose: "marker" },
            markerMembers(step.records, tag, number),
          ),
      };
    case "history":
      return {
        once: [],
        read: { ...base, operation: "listHistory", session: sessionPart(step.session, ids) },
        between: (number) => plainRequest(step.session, index, ids, { tag, number, purpose: "marker" }),
      };
    case "read":
      return {
        once: [
          {
            ...base,
            operation: step.operation,
            session: sessionPart(step.session, ids),
            ...(step.credential === undefined ? {} : { credential: step.credential }),
          },
        ],
      };
  }
}

/** The operations that a step calls, once for each request; one that is repeated counts once. */
export function callsOf(step: Step, session?: string): OperationId[] {
  const { once, read } = requestsOf(step, { index: 0, tag: "", ids: new Map(), session });
  return [...once, ...(read === undefined ? [] : [read])].map(({ operation }) => operation);
}

/** The part of a send with the entries that this body has, too. */
function partLike(step: SendStep, body: Json | undefined, number: number): SendStep {
  const kept = new Set(entriesOf(body ?? null).map(([record, key]) => `${record} ${key}`));
  const entries = "json" in step.body ? entriesOf(step.body.json) : [];
  return partOf(
    step,
    entries.filter(([record, key]) => kept.has(`${record} ${key}`)),
    number,
  );
}
