import type { SendStep, Step } from "../evidence/step.ts";
import type { Json } from "../json/json.ts";
import {
  createContactAsk,
  createSessionAsk,
  type Ids,
  idOf,
  markerMembers,
  plainAsk,
  sendAsk,
} from "../running/asks.ts";
import type { Ask } from "../running/conversation.ts";
import { entriesOf, partOf } from "../send-message/scenarios/entries.ts";

/** What one step asks for. */
export interface Asked {
  /** Each must happen once. */
  readonly once: Ask[];
  /** Reads that may be repeated, and must happen at least once. */
  readonly reads: Ask[];
  /** The plain send that may stand in between. */
  readonly between?: (number: number) => Ask;
  /** The part of a refused send that has just these entries, by its number within the step. */
  readonly part?: (body: Json | undefined, number: number) => Ask;
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
export function askedBy(step: Step, { index, tag, ids, session }: Standing): Asked {
  const base = { step: index, purpose: "step" } as const;
  const plain = (session: string, purpose: "marker" | "probe") => (number: number) =>
    plainAsk(session, index, ids, { tag, number, purpose });
  switch (step.do) {
    case "create-session":
      return {
        once: session === undefined ? [createSessionAsk(step, index, ids)] : [],
        reads: [],
      };
    case "create-contact":
      return { once: [createContactAsk(step, index)], reads: [] };
    case "send":
      return {
        once: [sendAsk(step, index, ids)],
        reads: [],
        between: plain(step.session, "probe"),
        part: (body, number) => sendAsk(partLike(step, body, number), index, ids, "part"),
      };
    case "wait":
      return { once: [], reads: [] };
    case "together":
      return {
        once: [...step.sends, ...(step.beside ?? [])].flatMap(
          (each) => askedBy(each, { index, tag, ids, session }).once,
        ),
        reads: [],
      };
    case "observe":
      return {
        once: [],
        reads: [{ ...base, operation: "getSession", session: idOf(step.session, ids) }],
        between: (number) =>
          plainAsk(
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
        reads: [{ ...base, operation: "listHistory", session: idOf(step.session, ids) }],
        between: plain(step.session, "marker"),
      };
    case "read":
      return {
        once: [
          {
            ...base,
            operation: step.operation,
            session: idOf(step.session, ids),
            ...(step.credential === undefined ? {} : { credential: step.credential }),
          },
        ],
        reads: [],
      };
  }
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
