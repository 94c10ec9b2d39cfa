import type { RecordKind } from "../../src/evidence/step.ts";
import type { Json, JsonObject } from "../../src/json/json.ts";
import { Recording, TAG } from "./recording.ts";

/** Sessions of the simulation: the first two are of one person. */
export const SESSIONS = ["s1", "s2", "s3"] as const;
const PEOPLE = ["ann", "ann", "bob"] as const;

interface Timed {
  /** From the start of the operation before to the start of this one, and from its start to its end. */
  readonly gapMs: number;
  readonly lastsMs: number;
  readonly session: 0 | 1 | 2;
}

export interface SimulatedWrite extends Timed {
  readonly do: "write";
  readonly record: RecordKind;
  readonly entries: readonly (readonly [key: string, value: Json])[];
  /** `unanswered` may take effect or not, and then even after its end. */
  readonly fate: "accepted" | "refused" | "unanswered, done" | "unanswered, not done";
  /** When it takes effect, as a share of its duration. */
  readonly when: number;
}

export interface SimulatedRead extends Timed {
  readonly do: "read";
  /** How old the state is that this read shows of each record; a negative age is a state from after its start. */
  readonly lagMs: Readonly<Record<RecordKind, number>>;
}

/** Every decision of the store that a mutant may take otherwise. */
export interface StoreBehaviour {
  readonly merge: (before: JsonObject, sent: JsonObject) => JsonObject;
  readonly appliesRefused: boolean;
  /** The records that a write goes into, and the one that a read shows. */
  readonly writesTo: (kind: RecordKind, session: number) => readonly string[];
  readonly readsFrom: (kind: RecordKind, session: number) => string;
}

export const correct: StoreBehaviour = {
  merge: (before, sent) => ({ ...before, ...sent }),
  appliesRefused: false,
  writesTo: (kind, session) => [recordOf(kind, session)],
  readsFrom: recordOf,
};

export function recordOf(kind: RecordKind, session: number): string {
  return kind === "session" ? `session ${session}` : `contact of ${PEOPLE[session]}`;
}

export interface Simulated {
  readonly recording: Recording;
  /** What the last read of each session showed. */
  readonly shown: Readonly<Record<string, { session: JsonObject; contact: JsonObject }>>;
}

/** Lets a store carry out operations that may overlap, and records them as the suite would. */
export function simulate(
  operations: readonly (SimulatedWrite | SimulatedRead)[],
  store = correct,
): Simulated {
  const recording = new Recording();
  SESSIONS.forEach((id, index) => {
    recording.session(id, { person: PEOPLE[index]! }, { at: [index, index + 0.5] });
  });
  const states: { record: string; atMs: number; data: JsonObject }[] = [];
  const stateAt = (record: string, ms: number) =>
    states.filter((state) => state.record === record && state.atMs <= ms).at(-1)?.data ?? {};
  const effects: { atMs: number; write: SimulatedWrite }[] = [];
  let startMs = 10;
  const timed = operations.map((operation) => {
    startMs += operation.gapMs;
    return { operation, startMs, endMs: startMs + operation.lastsMs };
  });
  for (const { operation, startMs, endMs } of timed) {
    if (operation.do === "read" || operation.fate === "unanswered, not done") continue;
    const late = operation.fate === "unanswered, done" ? 3 : 1;
    effects.push({ atMs: startMs + (endMs - startMs) * operation.when * late, write: operation });
  }
  for (const { atMs, write } of effects.toSorted((a, b) => a.atMs - b.atMs)) {
    if (write.fate === "refused" && !store.appliesRefused) continue;
    const sent = Object.fromEntries(write.entries);
    for (const record of store.writesTo(write.record, write.session))
      states.push({ record, atMs, data: store.merge(stateAt(record, atMs), sent) });
  }
  const shown: Record<string, { session: JsonObject; contact: JsonObject }> = {};
  for (const { operation, startMs, endMs } of timed) {
    const session = SESSIONS[operation.session];
    const at = [startMs, endMs] as const;
    if (operation.do === "write") {
      const data = { custom_data: Object.fromEntries(operation.entries) };
      recording.send(session, operation.record === "session" ? data : { contact: data }, {
        at,
        status: { accepted: 200, refused: 400, "unanswered, done": null, "unanswered, not done": null }[
          operation.fate
        ],
      });
      continue;
    }
    const stateOf = (kind: RecordKind) =>
      stateAt(store.readsFrom(kind, operation.session), Math.min(endMs, startMs - operation.lagMs[kind]));
    shown[session] = { session: stateOf("session"), contact: stateOf("contact") };
    recording.read(session, shown[session], { at });
  }
  return { recording, shown };
}

/** One fresh key for each record through each session, and then a read of each: what no lag can excuse. */
export function settling(): (SimulatedWrite | SimulatedRead)[] {
  const timed = { gapMs: 100, lastsMs: 5 };
  return [
    ...([0, 1, 2] as const).flatMap((session) =>
      (["session", "contact"] as const).map(
        (record): SimulatedWrite => ({
          ...timed,
          do: "write",
          session,
          record,
          entries: [[`${TAG}marker${session}`, "shown"]],
          fate: "accepted",
          when: 0.5,
        }),
      ),
    ),
    ...([0, 1, 2] as const).map(
      (session): SimulatedRead => ({ ...timed, do: "read", session, lagMs: { session: 0, contact: 0 } }),
    ),
  ];
}
