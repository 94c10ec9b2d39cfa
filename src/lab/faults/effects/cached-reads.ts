import { setTimeout as pause } from "node:timers/promises";
import { isObject, type JsonObject } from "../../../json/json.ts";
import type { CustomData, DataRecord } from "../../../send-message/reference-provider/store.ts";
import { type Apply, type Effect, untriggered } from "../effect.ts";
import { kindOf, RECORDS, type RecordKind } from "../entry.ts";

/** Between a look at a record and what follows from it, in milliseconds. */
const GAP_MS = 5;

/** Reads that show what they remember, or nothing, in the place of what is there. */
export const cachedReadEffects: readonly Effect[] = [
  untriggered(
    "session-data-never-shown",
    "leaves session data out of Get Session",
    "session-data/returned-by-get-session",
    renaming(undefined),
  ),
  untriggered(
    "session-data-shown-elsewhere",
    "shows session data as customData",
    "session-data/returned-by-get-session",
    renaming("customData"),
  ),
  ...RECORDS.flatMap((record) => [
    untriggered(
      `${record}-data-cached-at-first-read`,
      `shows ${record} data as it was when it was first read`,
      `${record}-data/sent-keys-added`,
      caching(record, () => true),
    ),
    untriggered(
      `${record}-data-cached-but-for-new-keys`,
      `shows ${record} data as it was when its last key was added`,
      `${record}-data/sent-keys-updated`,
      caching(record, (shown, data) => shown.size === data.size),
    ),
    untriggered(
      `${record}-data-cached-when-large`,
      `shows ${record} data of ten keys or more as it was when it was first read so`,
      `${record}-data/sent-keys-added`,
      caching(record, (shown) => shown.size >= 10),
    ),
    untriggered(
      `${record}-data-cached-beside-a-write`,
      `remembers ${record} data until the next write, also when it was read while that one was under way`,
      `${record}-data/sent-keys-added`,
      cachingMeanwhile(record),
    ),
  ]),
  {
    name: "reads-cut-where-characters-are-wide",
    description: "counts the length of a session that is read in characters, and sends as many bytes",
    rules: ["response/reads-are-json"],
    triggers: [],
    apply: (behaviour) => ({
      ...behaviour,
      async answer(call, answer) {
        const given = await behaviour.answer(call, answer);
        if (call.operation !== "getSession" || given.body === undefined) return given;
        const text = JSON.stringify(given.body);
        const raw = new Uint8Array(Buffer.from(text).subarray(0, text.length));
        return { ...given, raw, headers: { ...given.headers, "content-type": "application/json" } };
      },
    }),
  },
  {
    name: "contact-data-cached-by-session",
    description: "shows contact data as it was when contact data was last sent through the same session",
    rules: ["contact-data/belongs-to-the-person"],
    triggers: [],
    apply: (behaviour) => {
      const shown = new WeakMap<object, CustomData>();
      return {
        ...behaviour,
        async update(call, target, sent) {
          await behaviour.update(call, target, sent);
          if (target.kind === "contact" && call.session && Object.keys(sent).length > 0)
            shown.delete(call.session);
        },
        async read(call, target) {
          const data = await behaviour.read(call, target);
          if (target.kind !== "contact" || !call.session) return data;
          const remembered = shown.get(call.session) ?? data;
          shown.set(call.session, remembered);
          return remembered;
        },
      };
    },
  },
];

/** Shows what was shown before, as long as that stays. */
function caching(record: RecordKind, stays: (shown: CustomData, data: CustomData) => boolean): Apply {
  return (behaviour) => {
    const remembered = new WeakMap<DataRecord, CustomData>();
    return {
      ...behaviour,
      async read(call, target) {
        const data = await behaviour.read(call, target);
        const shown = remembered.get(target);
        if (kindOf(target) !== record || (shown !== undefined && stays(shown, data))) return shown ?? data;
        remembered.set(target, data);
        return data;
      },
    };
  };
}

/** Forgets what it remembers before it writes, and not again after: what was read in between stays. */
function cachingMeanwhile(record: RecordKind): Apply {
  return (behaviour) => {
    const remembered = new WeakMap<DataRecord, CustomData>();
    return {
      ...behaviour,
      async update(call, target, sent) {
        if (kindOf(target) === record && Object.keys(sent).length > 0) {
          remembered.delete(target);
          await pause(GAP_MS);
        }
        await behaviour.update(call, target, sent);
      },
      async read(call, target) {
        if (kindOf(target) !== record) return behaviour.read(call, target);
        const shown = remembered.get(target);
        if (shown !== undefined) return shown;
        const data = await behaviour.read(call, target);
        await pause(GAP_MS);
        remembered.set(target, data);
        return data;
      },
    };
  };
}

/** Shows session data under another name, or under none. */
function renaming(name: string | undefined): Apply {
  return (behaviour) => ({
    ...behaviour,
    async answer(call, given) {
      const answer = await behaviour.answer(call, given);
      if (call.operation !== "getSession" || !isObject(answer.body)) return answer;
      const { custom_data: data = null, ...others } = answer.body;
      const body: JsonObject = name === undefined ? others : { ...others, [name]: data };
      return { ...answer, body };
    },
  });
}
