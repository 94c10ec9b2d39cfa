import { isObject, type Json } from "../../json/json.ts";
import type { Judgement } from "../../judging/judgement.ts";
import { show } from "../../judging/show.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import { pageContract } from "../contract/page-contract.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { merge } from "../scenarios/merge.ts";
import { longConversation, manyKeys } from "../scenarios/updates.ts";
import { accepted } from "./judge/answers.ts";
import { recordNeverShows } from "./judge/records.ts";
import type { Rule } from "./rule.ts";

const TWO_RECORDS =
  "This endpoint accepts two independent custom_data objects, each merged into a different record:";

export const independenceRules: readonly Rule[] = [
  {
    id: "independence/both-accepted",
    basis: "stated",
    title: "session data and contact data are accepted in one request",
    quote: TWO_RECORDS,
    sends: [merge, manyKeys],
    judge: accepted(["both custom data"]),
  },
  {
    id: "independence/session-data-not-in-contact",
    basis: "stated",
    title: "session data does not appear in the contact",
    quote: TWO_RECORDS,
    sends: [merge, longConversation, mergeDesign],
    judge: recordNeverShows(
      "contact",
      "crossed",
      ({ kind, acceptance }) => kind === "session" && acceptance === "accepted",
    ),
  },
  {
    id: "independence/contact-data-not-in-session",
    basis: "stated",
    title: "contact data does not appear in the session",
    quote: TWO_RECORDS,
    sends: [merge, longConversation, mergeDesign],
    judge: recordNeverShows(
      "session",
      "crossed",
      ({ kind, acceptance }) => kind === "contact" && acceptance !== "refused",
    ),
  },
  {
    id: "independence/keys-alter-nothing-else",
    basis: "implied",
    title:
      "a key of custom data alters nothing but its record, also where the session or contact has a member of its name",
    quote: TWO_RECORDS,
    sends: [mergeDesign],
    judge: othersUntouched,
  },
];

/** What Get Session answers: its members, custom data aside, are what a record's key must not move. */
const SESSION = pageContract.responseSchema("getSession", 200)!;

/** No value of custom data shows up in a member of the session or of its contact that is not custom data. */
function othersUntouched({ case: { tag }, facts, records }: CaseAnalysis): Judgement {
  const writes = records.writes.filter(
    ({ value, acceptance }) => typeof value === "string" && value.includes(tag) && acceptance === "accepted",
  );
  const latest = new Map(writes.map((write) => [write.value, write]));
  const reads = facts.reads.filter((read) =>
    [...latest.values()].some((write) => write.exchange < read.exchange),
  );
  const violations = reads.flatMap((read) =>
    textsIn(read.body, SESSION).flatMap(([place, text]) => {
      const write = latest.get(text);
      if (write === undefined) return [];
      return {
        exchanges: [write.exchange, read.exchange],
        expected: `${place} as it was: ${show(write.key)} is a key of custom data`,
        got: `${show(text)} in ${place}`,
      };
    }),
  );
  return { checked: reads.length, violations };
}

/** Every text in the documented members of a value, with its place, but for those in custom data: others may mirror it. */
function textsIn(
  value: Json | undefined,
  schema: ResolvedSchema,
  place = "",
): [place: string, text: string][] {
  if (typeof value === "string") return [[place, value]];
  if (!isObject(value)) return [];
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== "custom_data")
    .flatMap(([name, inner]) => textsIn(value[name], inner, place === "" ? name : `${place}.${name}`));
}
