import { setTimeout as pause } from "node:timers/promises";
import type { Call } from "../../../send-message/reference-provider/behaviour.ts";
import type { CustomData, DataRecord } from "../../../send-message/reference-provider/store.ts";
import type { Apply, Effect } from "../effect.ts";
import { kindOf, RECORDS, type RecordKind } from "../entry.ts";

/** Between loading a record and saving it, in milliseconds. */
const GAP_MS = 5;

/** Requests that write nothing to a record, and save it all the same as they loaded it: what was written meanwhile is lost. */
export const overlappingSaveEffects: readonly Effect[] = [
  ...RECORDS.map((record) =>
    effect(
      `${record}-saved-by-messages-without`,
      `saves the ${record} with each message that brings no data for it, ${GAP_MS} ms after it was loaded`,
      `${record}-keys-kept`,
      savedBySends(record),
      ["sender", "beside"],
    ),
  ),
  effect(
    "session-saved-by-history-reads",
    `saves the session with each read of its history, ${GAP_MS} ms after it was loaded`,
    "session-keys-kept",
    (behaviour) => ({
      ...behaviour,
      async history(call, session) {
        await saveLater(session.data);
        return behaviour.history(call, session);
      },
    }),
  ),
  effect(
    "session-saved-by-refusals",
    `restores the session ${GAP_MS} ms after it refused a message, as it was when that came`,
    "session-keys-kept",
    (behaviour) => {
      const loaded = new WeakMap<Call, CustomData>();
      return {
        ...behaviour,
        problems(call) {
          if (call.session) loaded.set(call, call.session.data.data);
          return behaviour.problems(call);
        },
        async refused(call, refusal) {
          await behaviour.refused(call, refusal);
          const data = loaded.get(call);
          if (call.session && data) await saveLater(call.session.data, data);
        },
      };
    },
  ),
  effect(
    "contact-saved-by-new-sessions",
    `saves a known contact with each new session of it, ${GAP_MS} ms after it was loaded`,
    "contact-keys-kept",
    (behaviour) => ({
      ...behaviour,
      async update(call, target, sent) {
        await behaviour.update(call, target, sent);
        if (call.operation === "createSession" && kindOf(target) === "contact") await saveLater(target);
      },
    }),
  ),
];

function effect(
  name: string,
  description: string,
  rule: string,
  apply: Apply,
  triggers: Effect["triggers"] = [],
): Effect {
  return { name, description, rules: [`concurrency/${rule}`], triggers, apply };
}

function savedBySends(record: RecordKind): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    async update(call, target, sent) {
      await behaviour.update(call, target, sent);
      const bringsNothing = kindOf(target) === record && Object.keys(sent).length === 0;
      if (call.operation === "sendMessage" && bringsNothing && when(call)) await saveLater(target);
    },
  });
}

async function saveLater(record: DataRecord, loaded = record.data): Promise<void> {
  await pause(GAP_MS);
  record.data = loaded;
}
