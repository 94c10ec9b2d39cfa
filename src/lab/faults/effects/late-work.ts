import { isObject } from "../../../json/json.ts";
import type { CustomData } from "../../../send-message/reference-provider/store.ts";
import type { Apply, Effect } from "../effect.ts";
import { entriesOf, kindOf, RECORDS, type RecordKind, recordOf } from "../entry.ts";

/** How long work is put off, in milliseconds. */
const LATER_MS = 400;

/** Work that is done later, by a queue or a job, and undoes what was seen or does what was refused. */
export const lateWorkEffects: readonly Effect[] = RECORDS.flatMap((record): Effect[] => [
  {
    name: `${record}-data-restored-later`,
    description: `writes ${record} data back as it was after the first of several writes, ${LATER_MS} ms after it`,
    rules: [`${record}-data/unsent-keys-stay`],
    triggers: [],
    apply: restoring(record),
  },
  {
    name: `${record}-data-restored-by-jobs`,
    description: `writes ${record} data back as it was when a picture or an attachment came, ${LATER_MS} ms after it`,
    rules: [`${record}-data/unsent-keys-stay`],
    triggers: [],
    apply: restoredByJobs(record),
  },
  {
    name: `${record}-data-kept-later-when-rejected`,
    description: `stores the good values of rejected ${record} data ${LATER_MS} ms later`,
    rules: [`rejection/changes-no-${record}-data`],
    triggers: [],
    apply: (behaviour) => ({
      ...behaviour,
      async refused(call, refusal) {
        await behaviour.refused(call, refusal);
        const target = refusal.status === 400 ? recordOf(call, record) : undefined;
        const good = entriesOf(call, [record]).filter(({ value }) => !isObject(value));
        if (target === undefined || good.length === 0) return;
        later(() =>
          behaviour.update(call, target, Object.fromEntries(good.map((entry) => [entry.key, entry.value]))),
        );
      },
    }),
  },
]);

function restoring(record: RecordKind): Apply {
  return (behaviour) => {
    const pending = new WeakSet<object>();
    return {
      ...behaviour,
      async update(call, target, sent) {
        await behaviour.update(call, target, sent);
        const isSend = call.operation === "sendMessage" && Object.keys(sent).length > 0;
        if (!isSend || kindOf(target) !== record || pending.has(target)) return;
        const seen: CustomData = target.data;
        pending.add(target);
        later(() => {
          pending.delete(target);
          target.data = seen;
        });
      },
    };
  };
}

function restoredByJobs(record: RecordKind): Apply {
  return (behaviour) => ({
    ...behaviour,
    async update(call, target, sent) {
      await behaviour.update(call, target, sent);
      const { message, contact } = call.body;
      const isJob =
        (isObject(message) && "attachments" in message) || (isObject(contact) && "avatar_url" in contact);
      if (call.operation !== "sendMessage" || kindOf(target) !== record || !isJob) return;
      const seen: CustomData = target.data;
      later(() => {
        target.data = seen;
      });
    },
  });
}

function later(work: () => unknown): void {
  setTimeout(work, LATER_MS).unref();
}
