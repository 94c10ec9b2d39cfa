import { isObject } from "../../../json/json.ts";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import { type Apply, CONTEXTS, type Effect } from "../effect.ts";
import { type Entry, entriesOf, RECORDS, type RecordKind, recordOf } from "../entry.ts";

const isValue = ({ value }: Entry) => typeof value !== "object";
const isGoodFor = (record: RecordKind) => (entry: Entry) =>
  record === "session" ? isValue(entry) : typeof entry.value === "string";

/** Rejected requests that leave something behind. */
export const atomicityEffects: readonly Effect[] = [
  ...RECORDS.flatMap((record): Effect[] => {
    const rules: Effect["rules"] = [`rejection/changes-no-${record}-data`];
    const base = { rules, triggers: CONTEXTS } as const;
    return [
      {
        ...base,
        name: `${record}-siblings-of-a-bad-value-kept`,
        description: `stores the good values of ${record} data that is rejected`,
        apply: keeping(record, (entries) =>
          entries.every(isGoodFor(record)) ? [] : entries.filter(isGoodFor(record)),
        ),
      },
      {
        ...base,
        name: `${record}-keys-before-a-bad-value-kept`,
        description: `stores ${record} data key by key until one is rejected`,
        apply: keeping(record, (entries) =>
          entries.slice(
            0,
            entries.findIndex((entry) => !isGoodFor(record)(entry)),
          ),
        ),
      },
      {
        ...base,
        name: `${record}-data-kept-when-the-other-is-bad`,
        description: `stores good ${record} data of a request that is rejected for the other custom_data`,
        triggers: CONTEXTS.filter((family) => family !== "other-data"),
        apply: keeping(record, (entries) => (entries.every(isGoodFor(record)) ? entries : [])),
      },
      {
        ...base,
        name: `${record}-data-kept-when-rejected`,
        description: `stores the ${record} data of a rejected request as it is`,
        apply: keeping(record, (entries) => entries),
      },
      {
        ...base,
        rules: [`rejection/nested-${record}-data-not-stored`],
        name: `${record}-bad-value-stored-when-rejected`,
        description: `stores the nested objects in ${record} data that it rejects`,
        apply: keeping(record, (entries) => entries.filter(({ value }) => isObject(value))),
      },
    ];
  }),
  {
    name: "rejected-message-stored",
    description: "stores the message of a rejected request",
    rules: ["rejection/stores-no-message"],
    triggers: CONTEXTS,
    apply: (behaviour, when) => ({
      ...behaviour,
      async refused(call, refusal) {
        await behaviour.refused(call, refusal);
        if (refusal.status !== 400 || !call.session || !when(call) || !isObject(call.body.message)) return;
        await behaviour.storeMessage(call, call.session, behaviour.message(call));
      },
    }),
  },
];

/** Writes these entries of a request for its body rejected. */
function keeping(record: RecordKind, choose: (entries: readonly Entry[]) => readonly Entry[]): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    async refused(call: Call, refusal) {
      await behaviour.refused(call, refusal);
      const target = recordOf(call, record);
      if (refusal.status !== 400 || target === undefined) return;
      const chosen = choose(entriesOf(call, [record])).filter((entry) => when(call, entry));
      if (chosen.length === 0) return;
      await behaviour.update(call, target, Object.fromEntries(chosen.map(({ key, value }) => [key, value])));
    },
  });
}
