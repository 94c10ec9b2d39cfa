import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import type { CustomData, DataRecord, Message } from "../../send-message/reference-provider/store.ts";
import type { Variant } from "./variant.ts";

type Lag = (call: Call) => number;

/** When and how reads show what was written. */
export const readVariants: readonly Variant[] = [
  ...[50, 300, 1500].map((ms) => lagging(`reads-lag-${ms}-ms`, `shows every write ${ms} ms late`, () => ms)),
  lagging("reads-lag-at-times", "lets every third read lag 200 ms", ({ number }) =>
    number % 3 === 0 ? 200 : 0,
  ),
  lagging("contact-reads-lag", "shows contact data 150 ms late", () => 150, ["contact", "unverified"]),
  ...[200, 1000].map(
    (ms): Variant => ({
      name: `reads-cached-${ms}-ms`,
      description: `shows what it read up to ${ms} ms ago`,
      about: ["reads"],
      open: ["open/read-lag"],
      behave: caching(ms),
    }),
  ),
  {
    name: "history-lags-100-ms",
    description: "shows every message 100 ms late",
    about: ["reads of the history"],
    open: [],
    behave: (behaviour) => {
      const stored = new WeakMap<Message, number>();
      return {
        ...behaviour,
        async storeMessage(call, session, message) {
          stored.set(message, call.now());
          await behaviour.storeMessage(call, session, message);
        },
        async history(call, session) {
          const messages = await behaviour.history(call, session);
          return messages.filter((message) => (stored.get(message) ?? 0) <= call.now() - 100);
        },
      };
    },
  },
];

function lagging(
  name: string,
  description: string,
  lag: Lag,
  kinds?: readonly DataRecord["kind"][],
): Variant {
  return { name, description, about: ["reads"], open: ["open/read-lag"], behave: lateBy(lag, kinds) };
}

function lateBy(lag: Lag, kinds: readonly DataRecord["kind"][] = ["session", "contact", "unverified"]) {
  return (behaviour: Behaviour): Behaviour => {
    const versions = new WeakMap<DataRecord, { readonly at: number; readonly data: CustomData }[]>();
    return {
      ...behaviour,
      async update(call, record, sent) {
        const before = versions.get(record) ?? [{ at: 0, data: record.data }];
        await behaviour.update(call, record, sent);
        versions.set(record, [...before.slice(-50), { at: call.now(), data: record.data }]);
      },
      async read(call, record) {
        const data = await behaviour.read(call, record);
        if (!kinds.includes(record.kind)) return data;
        const shown = versions.get(record)?.findLast(({ at }) => at <= call.now() - lag(call));
        return shown?.data ?? data;
      },
    };
  };
}

function caching(ttlMs: number) {
  return (behaviour: Behaviour): Behaviour => {
    const cache = new WeakMap<DataRecord, { readonly until: number; readonly data: CustomData }>();
    return {
      ...behaviour,
      async read(call, record) {
        const cached = cache.get(record);
        if (cached && cached.until > call.now()) return cached.data;
        const data = await behaviour.read(call, record);
        cache.set(record, { until: call.now() + ttlMs, data });
        return data;
      },
    };
  };
}
