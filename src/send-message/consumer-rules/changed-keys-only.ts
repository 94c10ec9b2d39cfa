import type { RecordKind } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import { type Send, sessionOf } from "./consumer-look.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { customData } from "./judge/custom-data.ts";

export const consumerChangedKeysOnly = defineConsumerRule({
  id: "consumer/changed-keys-only",
  basis: "open",
  title: "whether it sends only the keys that it wants to add or update",
  quote: "Both merge into any existing data, so you only need to send the keys you want to add or update.",
  conditions: ["happy", "listened", "recorded"],
  otherwise: "it sent custom data to no session twice",
  judge: ({ sends }) => {
    const again = (["session", "contact"] as const).flatMap((record) => repeatedKeys(sends, record));
    if (again.length === 0) return { checked: 0, violations: [] };
    const observed = again.some((repeated) => repeated) ? "sends unchanged keys again" : "changed keys only";
    return { checked: again.length, violations: [], observed };
  },
});

/** Of each key in a session's second and later custom data, whether its value is what was sent before. */
function repeatedKeys(sends: readonly Send[], record: RecordKind): boolean[] {
  const known = new Map<string, Map<string, Json>>();
  return sends.flatMap((send) => {
    const entries = customData(send.body, record);
    if (entries === undefined) return [];
    const before = known.get(sessionOf(send));
    known.set(sessionOf(send), new Map([...(before ?? []), ...entries]));
    return before === undefined ? [] : entries.map(([key, value]) => sameValue(before.get(key), value));
  });
}
