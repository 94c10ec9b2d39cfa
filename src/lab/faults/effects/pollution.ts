import { isObject, type Json } from "../../../json/json.ts";
import { inTurn, lettingIn } from "../changes.ts";
import type { Apply, Effect } from "../effect.ts";
import { type Entry, entriesOf, kindOf, RECORDS, type RecordKind } from "../entry.ts";

/** Keys that alter more than their record: what is sent under them shows in every other. */
export const pollutionEffects: readonly Effect[] = [
  {
    name: "session-paths-pollute",
    description: "writes keys of session data that are a path to a prototype into what all records inherit",
    rules: ["isolation/session-data"],
    triggers: [],
    apply: polluting("session", byPath, "accepted"),
  },
  ...RECORDS.flatMap(nestedEffects),
];

function nestedEffects(record: RecordKind): Effect[] {
  return [
    {
      name: `${record}-proto-pollutes`,
      description: `merges a nested object under __proto__ in ${record} data into what all records inherit`,
      rules: [`rejection/objects-under-proto-in-${record}-data`],
      triggers: [],
      apply: inTurn(
        polluting(record, nestedUnder("__proto__"), "accepted"),
        lettingIn(
          record,
          ({ key }) => key === "__proto__",
          () => [],
        ),
      ),
    },
    whenRejected(record, "proto", "__proto__"),
    whenRejected(record, "constructor", "constructor"),
  ];
}

function whenRejected(record: RecordKind, name: string, key: string): Effect {
  return {
    name: `${record}-${name}-pollutes-when-rejected`,
    description: `rejects a nested object under ${key} in ${record} data, and merges it into what all records inherit`,
    rules: [`rejection/nested-${record}-data-not-stored`, `isolation/${record}-data`],
    triggers: [],
    apply: polluting(record, nestedUnder(key), "rejected"),
  };
}

/** What an entry puts into what all records inherit. */
type Inherited = (entry: Entry) => readonly (readonly [string, Json])[];

function nestedUnder(name: string): Inherited {
  return ({ key, value }) => (key === name && isObject(value) ? Object.entries(value) : []);
}

function byPath({ key, value }: Entry): ReturnType<Inherited> {
  const [, rest] = /^(?:__proto__|constructor\.prototype)\.(.+)$/.exec(key) ?? [];
  return rest === undefined ? [] : [[rest, value]];
}

function polluting(record: RecordKind, inherits: Inherited, when: "accepted" | "rejected"): Apply {
  return (behaviour) => {
    const inherited = new Map<string, Json>();
    const pollute = (call: Parameters<typeof behaviour.refused>[0]) => {
      for (const [key, value] of entriesOf(call, [record]).flatMap(inherits)) inherited.set(key, value);
    };
    return {
      ...behaviour,
      async refused(call, refusal) {
        await behaviour.refused(call, refusal);
        if (when === "rejected" && refusal.status === 400) pollute(call);
      },
      message(call) {
        if (when === "accepted") pollute(call);
        return behaviour.message(call);
      },
      async read(call, target) {
        const data = await behaviour.read(call, target);
        return kindOf(target) === record ? new Map([...inherited, ...data]) : data;
      },
    };
  };
}
