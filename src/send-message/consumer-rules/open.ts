import type { RecordKind } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import { inOrder, observe } from "../../judging/judgement.ts";
import { BOTH, dataIn, entriesIn, MERGE } from "../contract/records.ts";
import type { Send } from "./consumer-analysis.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { leftOpenIn } from "./left-open.ts";
import { sessionOf } from "./sends.ts";

/** Operations that are named; a program may make up paths without end. */
const NAMED = 20;

/** Ids are others in each run, and say nothing about the operation. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** What a consumer may do as it likes. */
export const openRules: readonly ConsumerRule[] = [
  {
    id: "consumer/changed-keys-only",
    basis: "open",
    title: "whether it sends only the keys that it wants to add or update",
    quote: MERGE,
    conditions: ["happy", "listened", "recorded"],
    notApplicable: "it sent custom data to no session twice",
    judge: ({ sends }) => {
      const again = BOTH.flatMap((record) => repeatedKeys(sends, record));
      const observed = again.includes(true) ? "sends unchanged keys again" : "changed keys only";
      return { ...observe(again.length === 0 ? undefined : observed), checked: again.length };
    },
  },
  {
    id: "consumer/other-hosts",
    basis: "open",
    title: "which other hosts it calls",
    source: "good practice",
    notApplicable: "it called no other host",
    judge: ({ elsewhere }) =>
      observeList(
        elsewhere.map(
          ({ origin, error }) => `${origin} (${error?.kind === "refused" ? "refused" : "allowed"})`,
        ),
      ),
  },
  {
    id: "consumer/other-operations",
    basis: "open",
    title: "what it asks of the API that the sandbox does not know and answers with a 404",
    source: "good practice",
    notApplicable: "it called only what the sandbox knows",
    judge: ({ requests }) =>
      observeList(
        requests
          .filter(({ operation, error }) => operation === undefined && error?.kind !== "protocol")
          .map(({ request }) => {
            const path = request.path.replace(/\?.*/s, "").replace(UUID, "{id}");
            return `${request.method} ${path.slice(0, 120)}`;
          }),
      ),
  },
  {
    id: "consumer/may-be-refused",
    basis: "open",
    title: "what it sends that the page leaves open, so that a provider may refuse it",
    source: "good practice",
    notApplicable: "it sent nothing of the kind",
    judge: ({ sends }) => observeList(sends.flatMap(leftOpenIn)),
  },
  {
    id: "consumer/key-used",
    basis: "open",
    title: "whether it shows the key that it was given, or one of its own",
    source: "Authentication",
    notApplicable: "it showed no key",
    judge: ({ requests }) => {
      const shown = inOrder(
        requests.flatMap(({ credential }) => {
          if (credential === "wrong") return ["one of its own"];
          const isGiven = credential === "valid" || credential === "lower-case-scheme";
          return isGiven ? ["the one that it was given"] : [];
        }),
      );
      return { ...observe(shown.length === 0 ? undefined : shown.join(", ")), checked: shown.length };
    },
  },
];

/** What was seen each time, each once, as a list. */
function observeList(seen: readonly string[]) {
  const observed = observe(seen.length === 0 ? undefined : inOrder(seen).slice(0, NAMED));
  return { ...observed, checked: seen.length };
}

/** Of each key in a session's second and later custom data, whether its value is what was sent before. */
function repeatedKeys(sends: readonly Send[], record: RecordKind): boolean[] {
  const known = new Map<string, Map<string, Json>>();
  return sends.flatMap((send) => {
    if (dataIn(send.body, record) === undefined) return [];
    const entries = entriesIn(send.body, record);
    const before = known.get(sessionOf(send));
    known.set(sessionOf(send), new Map([...(before ?? []), ...entries]));
    return before === undefined ? [] : entries.map(([key, value]) => sameValue(before.get(key), value));
  });
}
