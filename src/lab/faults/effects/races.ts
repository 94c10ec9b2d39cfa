import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import type { Json } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { CustomData, DataRecord } from "../../../send-message/reference-provider/store.ts";
import type { Apply, Effect } from "../effect.ts";
import { kindOf, RECORDS, type RecordKind } from "../entry.ts";

type Gap = readonly [name: string, description: string, wait: () => Promise<unknown>];

/** What passes between reading a record and writing it back. */
const GAPS: readonly Gap[] = [
  ["one-turn", "one turn of the event loop", () => turn()],
  ["5-ms", "5 ms", () => pause(5)],
  ["25-ms", "25 ms", () => pause(25)],
];

/** Writes that meet other writes, so that one of them is lost. */
export const raceEffects: readonly Effect[] = [
  ...GAPS.flatMap(([name, description, wait]): Effect[] => [
    ...RECORDS.map((record) =>
      effect(
        `${record}-race-of-${name}`,
        `writes ${record} data back ${description} after it was read`,
        `${record}-keys-kept`,
        writingBack(record, wait),
      ),
    ),
    effect(
      `contact-race-across-sessions-of-${name}`,
      `lets the sends of one session wait for each other, and writes contact data back ${description} after it was read`,
      "contact-keys-kept-across-sessions",
      oneSessionAtATime(wait),
    ),
    effect(
      `message-race-of-${name}`,
      `writes the list of messages back ${description} after it was read`,
      "messages-kept",
      (behaviour, when) => ({
        ...behaviour,
        async storeMessage(call, session, message) {
          if (!when(call)) return behaviour.storeMessage(call, session, message);
          const seen = [...session.messages];
          await wait();
          session.messages.splice(0, Number.POSITIVE_INFINITY, ...seen);
          await behaviour.storeMessage(call, session, message);
        },
      }),
    ),
  ]),
  ...RECORDS.flatMap((record) => [
    effect(
      `${record}-conflicts-dropped`,
      `drops ${record} data that meets another write`,
      `${record}-keys-kept`,
      onConflict(record, (_call, now) => now),
    ),
    effect(
      `${record}-conflicts-joined`,
      `keeps both values of a key of ${record} data that is written twice at once, joined`,
      `${record}-key-last-write`,
      onConflict(record, (_call, now, seen, written) => {
        const joined = [...written].map(([key, value]): [string, Json] => {
          const other = now.get(key);
          const isJoined =
            other !== undefined && other !== seen.get(key) && seen.get(key) !== value && other !== value;
          return [key, isJoined ? `${String(other)}|${String(value)}` : value];
        });
        return new Map([...now, ...joined.filter(([key, value]) => seen.get(key) !== value)]);
      }),
    ),
  ]),
  ...RECORDS.map((record) =>
    effect(
      `${record}-keys-frozen-by-conflicts`,
      `lets no later write to a key of ${record} data win over one that met another`,
      `${record}-key-last-write`,
      freezing(record),
    ),
  ),
];

function effect(name: string, description: string, rule: string, apply: Apply): Effect {
  return {
    name,
    description,
    rules: [`concurrency/${rule}`],
    triggers: name.includes("frozen") ? [] : ["sender"],
    apply,
  };
}

/** Puts a wait between reading and writing; what was written meanwhile is overwritten. */
function writingBack(record: RecordKind, wait: () => Promise<unknown>): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    async update(call, target, sent) {
      if (kindOf(target) !== record || Object.keys(sent).length === 0 || !when(call)) {
        return behaviour.update(call, target, sent);
      }
      const seen = target.data;
      await wait();
      target.data = call.behaviour.merge(call, target, seen, sent);
    },
  });
}

function oneSessionAtATime(wait: () => Promise<unknown>): Apply {
  return (behaviour, when) => {
    const raced = writingBack("contact", wait)(behaviour, when);
    const busy = new WeakMap<object, Promise<void>>();
    return {
      ...raced,
      async update(call, target, sent) {
        const { session } = call;
        if (session === undefined || target.kind === "session") return raced.update(call, target, sent);
        const before = busy.get(session);
        const mine = (async () => {
          await before;
          await raced.update(call, target, sent);
        })();
        busy.set(session, mine);
        await mine;
      },
    };
  };
}

type Resolve = (call: Call, now: CustomData, seen: CustomData, written: CustomData) => CustomData;

/** Takes a turn for each write, and says what a record holds where another write came between. */
function onConflict(record: RecordKind, resolve: Resolve): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    async update(call, target: DataRecord, sent) {
      if (kindOf(target) !== record || Object.keys(sent).length === 0 || !when(call)) {
        return behaviour.update(call, target, sent);
      }
      const seen = target.data;
      await turn();
      const written = call.behaviour.merge(call, target, seen, sent);
      target.data = target.data === seen ? written : resolve(call, target.data, seen, written);
    },
  });
}

/** Writes at once move a key's clock ahead, so that the clock of a later write is behind it. */
function freezing(record: RecordKind): Apply {
  return (behaviour, when) => {
    const frozen = new WeakMap<DataRecord, Set<string>>();
    const under = new WeakMap<DataRecord, Map<string, number>>();
    return {
      ...behaviour,
      async update(call, target, sent) {
        if (kindOf(target) !== record || !when(call)) return behaviour.update(call, target, sent);
        const counts = under.get(target) ?? new Map<string, number>();
        const stuck = frozen.get(target) ?? new Set<string>();
        under.set(target, counts);
        frozen.set(target, stuck);
        const open = Object.entries(sent).filter(([key]) => !stuck.has(key));
        for (const [key] of open) {
          counts.set(key, (counts.get(key) ?? 0) + 1);
          if (counts.get(key)! > 1) stuck.add(key);
        }
        await turn();
        for (const [key] of open) counts.set(key, counts.get(key)! - 1);
        await behaviour.update(call, target, Object.fromEntries(open));
      },
    };
  };
}
