import { isObject, type JsonObject } from "../../../json/json.ts";
import type { Behaviour, Call } from "../../../send-message/reference-provider/behaviour.ts";
import { type Apply, CALLS, CONTEXTS, type Effect } from "../effect.ts";
import { dataOf, kindOf, RECORDS, type RecordKind, recordOf } from "../entry.ts";

const other = (record: RecordKind): RecordKind => (record === "session" ? "contact" : "session");

/** Data that ends up in the wrong one of the two records. */
export const crossedRecordEffects: readonly Effect[] = [
  ...RECORDS.flatMap((record): Effect[] => {
    const rules: Effect["rules"] = [`independence/${other(record)}-data-not-in-${record}`];
    const base = { rules, triggers: CALLS } as const;
    return [
      {
        ...base,
        name: `${other(record)}-data-also-in-${record}`,
        description: `writes ${other(record)} data into the ${record} as well`,
        apply: writing(record, (call) => ({ ...dataOf(call, other(record)), ...dataOf(call, record) })),
      },
      {
        ...base,
        name: `${other(record)}-data-wins-in-${record}`,
        description: `writes the value for the ${other(record)} into both records where both are sent the same key`,
        triggers: CONTEXTS.filter((family) => family !== "other-data"),
        apply: writing(record, (call) => {
          const [own, others] = [dataOf(call, record) ?? {}, dataOf(call, other(record)) ?? {}];
          return Object.fromEntries(
            Object.entries({ ...own, ...others }).filter(([key]) => Object.hasOwn(own, key)),
          );
        }),
      },
      {
        ...base,
        name: `${other(record)}-data-shown-in-${record}`,
        description: `shows ${other(record)} data among ${record} data`,
        triggers: [],
        apply: (behaviour) => ({
          ...behaviour,
          async read(call, target) {
            const own = await behaviour.read(call, target);
            const others = kindOf(target) === record ? recordOf(call, other(record)) : undefined;
            return others ? new Map([...(await behaviour.read(call, others)), ...own]) : own;
          },
        }),
      },
      {
        name: `${record}-keys-shown-as-members`,
        description: `shows ${record} data in the place of the ${record}'s members of the same name`,
        rules: ["independence/keys-alter-nothing-else"],
        triggers: [],
        apply: (behaviour) => ({
          ...behaviour,
          async answer(call, answer) {
            const given = await behaviour.answer(call, answer);
            if (call.operation !== "getSession" || !isObject(given.body)) return given;
            const { contact } = given.body;
            if (record === "session") return { ...given, body: overwritten(given.body) };
            return isObject(contact)
              ? { ...given, body: { ...given.body, contact: overwritten(contact) } }
              : given;
          },
        }),
      },
    ];
  }),
  {
    name: "records-swapped",
    description: "writes session data into the contact and contact data into the session",
    rules: ["independence/session-data-not-in-contact", "independence/contact-data-not-in-session"],
    triggers: CALLS,
    apply: (behaviour, when) =>
      RECORDS.reduce<Behaviour>(
        (changed, record) => writing(record, (call) => dataOf(call, other(record)) ?? {})(changed, when),
        behaviour,
      ),
  },
];

/** An object whose custom data stands over its other members. */
function overwritten(object: JsonObject): JsonObject {
  const { custom_data: data, ...members } = object;
  const over = Object.entries(isObject(data) ? data : {}).filter(
    ([key]) => Object.hasOwn(members, key) && !isObject(members[key]),
  );
  return { ...object, ...Object.fromEntries(over) };
}

/** Writes something else into one kind of record. */
function writing(record: RecordKind, sent: (call: Call) => JsonObject): Apply {
  return (behaviour, when) => {
    const name = record === "session" ? "sentSessionData" : "sentContactData";
    return { ...behaviour, [name]: (call: Call) => (when(call) ? sent(call) : behaviour[name](call)) };
  };
}
