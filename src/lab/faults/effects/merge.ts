import { changing, keyValuePairs, merging } from "../changes.ts";
import { type Apply, CALLS, CONTEXTS, type Effect, ENTRIES } from "../effect.ts";
import { dataOf, kindOf, RECORDS, type RecordKind } from "../entry.ts";

/** Keys at which a bounded record is full. */
const BOUNDS = [25, 50, 100, 250];

/** How a write and what was there before come together: the heart of the contract, broken in one record at a time. */
export const mergeEffects: readonly Effect[] = [
  ...RECORDS.flatMap(mergingInto),
  {
    name: "session-booleans-toggled",
    description: "turns off a boolean of session data that is sent true when it is true",
    rules: ["session-data/booleans-come-back"],
    triggers: CONTEXTS,
    apply: merging("session", (seen, sent) => [
      ...seen,
      ...sent.map(({ key, value }) => [key, value === true ? seen.get(key) !== true : value] as const),
    ]),
  },
  {
    name: "session-booleans-kept-on",
    description: "keeps a boolean of session data true when it is true and sent false",
    rules: ["session-data/sent-keys-updated"],
    triggers: [],
    apply: merging("session", (seen, sent) => [
      ...seen,
      ...sent.map(
        ({ key, value }) => [key, value === false && seen.get(key) === true ? true : value] as const,
      ),
    ]),
  },
];

function mergingInto(record: RecordKind): Effect[] {
  return [
    {
      name: `${record}-data-replaced`,
      description: `replaces all ${record} data by what is sent, instead of merging it`,
      rules: [`${record}-data/unsent-keys-stay`],
      triggers: ENTRIES,
      apply: merging(record, (_seen, sent) => keyValuePairs(sent)),
    },
    {
      name: `${record}-data-emptied-by-messages-without`,
      description: `empties the ${record} data when a message brings none`,
      rules: [`${record}-data/unsent-keys-stay`],
      triggers: ["from-message", "every-messages", "sender", "second-session", "after-rejection"],
      apply: emptied(record, (data) => data === undefined),
    },
    {
      name: `${record}-data-emptied-by-empty`,
      description: `takes an empty custom_data for the whole of the ${record} data`,
      rules: [`${record}-data/unsent-keys-stay`],
      triggers: [],
      apply: emptied(record, (data) => data !== undefined),
    },
    {
      name: `${record}-data-first-value-kept`,
      description: `lets the value that exists win over the one that is sent as ${record} data`,
      rules: [`${record}-data/sent-keys-updated`],
      triggers: [...CALLS, "key-count", "key-class", "ordinary-key-class"],
      apply: changing(record, ({ key, value, held }) => (held === undefined ? [[key, value]] : [])),
    },
    {
      name: `${record}-data-dropped`,
      description: `accepts ${record} data and does not store it`,
      rules: [`${record}-data/sent-keys-added`],
      triggers: ENTRIES,
      apply: changing(record, () => []),
    },
    {
      name: `${record}-data-never-begun`,
      description: `merges ${record} data into nothing, which leaves nothing, where the ${record} has none yet`,
      rules: [`${record}-data/sent-keys-added`],
      triggers: [],
      apply: merging(record, (seen, sent) => (seen.size === 0 ? [] : [...seen, ...keyValuePairs(sent)])),
    },
    {
      name: `${record}-data-cut-to-ten-keys`,
      description: `stores the first ten keys that are sent as ${record} data, and forgets the others`,
      rules: [`${record}-data/sent-keys-added`],
      triggers: ["sender", "other-data"],
      apply: changing(record, ({ key, value, index }) => (index < 10 ? [[key, value]] : [])),
    },
    ...BOUNDS.flatMap((bound) => bounded(record, bound)),
    {
      name: `${record}-data-joined`,
      description: `joins the old string under a key of ${record} data and the new one with a comma`,
      rules: [`${record}-data/sent-keys-updated`, `${record}-data/strings-come-back`],
      triggers: CONTEXTS,
      apply: merging(record, (seen, sent) => [
        ...seen,
        ...sent.map(({ key, value }) => {
          const old = seen.get(key);
          const isJoined = typeof value === "string" && typeof old === "string" && old !== value;
          return [key, isJoined ? `${old}, ${value}` : value] as const;
        }),
      ]),
    },
  ];
}

/** Keys beyond a limit, lost instead of refused. */
function bounded(record: RecordKind, bound: number): Effect[] {
  return [
    {
      name: `${record}-data-bounded-at-${bound}`,
      description: `makes room in ${record} data of ${bound} keys by forgetting the oldest`,
      rules: [`${record}-data/unsent-keys-stay`],
      triggers: [],
      apply: merging(record, (seen, sent) => {
        const names = new Set(sent.map(({ key }) => key));
        const others = [...seen].filter(([key]) => !names.has(key));
        const room = Math.max(0, bound - sent.length);
        return [...others.slice(Math.max(0, others.length - room)), ...keyValuePairs(sent)];
      }),
    },
    {
      name: `${record}-data-full-at-${bound}`,
      description: `adds no key to ${record} data that holds ${bound} already`,
      rules: [`${record}-data/sent-keys-added`],
      triggers: [],
      apply: merging(record, (seen, sent) => {
        const merged = new Map(seen);
        for (const { key, value } of sent) if (merged.has(key) || merged.size < bound) merged.set(key, value);
        return merged;
      }),
    },
  ];
}

/** Empties a record where a send brings nothing for it, in this form. */
function emptied(record: RecordKind, form: (data: ReturnType<typeof dataOf>) => boolean): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    update(call, target, sent) {
      const isNothing = Object.keys(sent).length === 0 && form(dataOf(call, record));
      if (kindOf(target) !== record || !isNothing || !when(call)) return behaviour.update(call, target, sent);
      target.data = new Map();
    },
  });
}
