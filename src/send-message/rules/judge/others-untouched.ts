import { isObject, type Json } from "../../../json/json.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { show } from "./words.ts";

/** The members that Get Session documents, custom data aside: what a record's key must not move. */
const MEMBERS = [
  "id",
  "status",
  "ai_closure_type",
  "sentiment",
  "channel",
  "ticket_number",
  "assist_mode",
  "created_at",
  "updated_at",
  "language",
  "assignee_id",
  "team",
  "handoff",
  "ticketing_system",
  "contact",
];

/** No value of custom data shows up in a member of the session or of its contact that is not custom data. */
export function othersUntouched(it: CaseAnalysis): Judgement {
  const writes = new Map(
    it.records.writes
      .filter(
        ({ value, fate }) => typeof value === "string" && value.includes(it.case.tag) && fate === "accepted",
      )
      .map((write) => [write.value, write]),
  );
  const reads = it.facts.reads.filter((read) =>
    [...writes.values()].some((write) => write.exchange < read.exchange),
  );
  if (reads.length === 0) return UNCONCERNED;
  const violations = reads.flatMap((read) =>
    MEMBERS.flatMap((name) => textsIn(read.body[name], name)).flatMap(([place, text]) => {
      const write = writes.get(text);
      return write === undefined
        ? []
        : [
            {
              exchanges: [write.exchange, read.exchange],
              expected: `${place} as it was: ${show(write.key)} is a key of custom data`,
              got: `${show(text)} in ${place}`,
            },
          ];
    }),
  );
  return { checked: reads.length, violations };
}

/** Every text in a member, with its place, but for those in custom data. */
function textsIn(value: Json | undefined, place: string): [place: string, text: string][] {
  if (typeof value === "string") return [[place, value]];
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => name !== "custom_data")
    .flatMap(([name, member]) => textsIn(member, `${place}.${name}`));
}
