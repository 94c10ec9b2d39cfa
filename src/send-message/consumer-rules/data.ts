import type { RecordKind } from "../../evidence/step.ts";
import { isObject, type Json } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import { BOTH, dataIn, entriesIn, MERGE, NESTED, RECORDS, wrongValue } from "../contract/records.ts";
import { type Send, sessionOf } from "./consumer-analysis.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { everyValue } from "./judge/custom-data.ts";
import { shapeHolds } from "./judge/shape.ts";

// The two custom_data objects of a message.

export const consumerContactDataObject = defineConsumerRule({
  id: "consumer/contact-data-object",
  basis: "stated",
  title: "contact.custom_data is an object",
  quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
  otherwise: "it sent no contact data",
  judge: shapeHolds(
    (place) => place.join("/") === "contact/custom_data",
    (body) => dataIn(body, "contact") !== undefined,
  ),
});

export const consumerContactDataValues = defineConsumerRule({
  id: "consumer/contact-data-values",
  basis: "stated",
  title: "the values of contact data are strings",
  quote: RECORDS.contact.values,
  otherwise: "it sent no contact data",
  judge: everyValue("contact", "a string", (value) => typeof value !== "string" && !isObject(value)),
});

export const consumerSessionDataValues = defineConsumerRule({
  id: "consumer/session-data-values",
  basis: "stated",
  title: "the values of session data are strings, numbers or booleans: neither arrays nor null",
  quote: RECORDS.session.values,
  otherwise: "it sent no session data",
  judge: everyValue(
    "session",
    "a string, a number or a boolean",
    (value) => wrongValue(value) !== undefined && !isObject(value),
  ),
});

export const consumerNoNestedContactData = defineConsumerRule({
  id: "consumer/no-nested-contact-data",
  basis: "stated",
  title: "no value of contact data is an object",
  quote: NESTED,
  otherwise: "it sent no contact data",
  judge: everyValue("contact", "a string", isObject),
});

export const consumerNoNestedSessionData = defineConsumerRule({
  id: "consumer/no-nested-session-data",
  basis: "stated",
  title: "no value of session data is an object",
  quote: NESTED,
  otherwise: "it sent no session data",
  judge: everyValue("session", "a string, a number or a boolean", isObject),
});

export const consumerChangedKeysOnly = defineConsumerRule({
  id: "consumer/changed-keys-only",
  basis: "open",
  title: "whether it sends only the keys that it wants to add or update",
  quote: MERGE,
  conditions: ["happy", "listened", "recorded"],
  otherwise: "it sent custom data to no session twice",
  judge: ({ sends }) => {
    const again = BOTH.flatMap((record) => repeatedKeys(sends, record));
    if (again.length === 0) return { checked: 0, violations: [] };
    const observed = again.some((repeated) => repeated) ? "sends unchanged keys again" : "changed keys only";
    return { checked: again.length, violations: [], observed };
  },
});

/** Of each key in a session's second and later custom data, whether its value is what was sent before. */
function repeatedKeys(sends: readonly Send[], record: RecordKind): boolean[] {
  const known = new Map<string, Map<string, Json>>();
  return sends.flatMap((send) => {
    const entries = entriesIn(send.body, record);
    if (dataIn(send.body, record) === undefined) return [];
    const before = known.get(sessionOf(send));
    known.set(sessionOf(send), new Map([...(before ?? []), ...entries]));
    return before === undefined ? [] : entries.map(([key, value]) => sameValue(before.get(key), value));
  });
}
