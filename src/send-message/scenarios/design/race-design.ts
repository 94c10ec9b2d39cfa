import { raceRows } from "../../../../generated/design-rows.ts";
import type { SendStep, Step } from "../../../evidence/step.ts";
import type { Json, JsonObject } from "../../../json/json.ts";
import type { Scenario, Seed } from "../scenario.ts";
import { bothData, contactData, history, observe, openAnother, SESSION, sessionData } from "../steps.ts";
import { decodeRows, type Row } from "./factor.ts";
import { openingOf, speaker } from "./opening.ts";
import { raceFactors } from "./race-factors.ts";

export type RaceRow = Row<keyof (typeof raceFactors)["factors"]>;

/** Races in a conversation: each has two keys of its own at most. */
const PER_CONVERSATION = 8;
const LEAD_MS: Readonly<Record<string, number>> = { together: 0, "2 ms": 2, "8 ms": 8 };

/** Rows that meet in the same sessions; in each, one at most that finds its records new. */
function conversationsOf(rows: readonly RaceRow[]): RaceRow[][] {
  return [...Map.groupBy(rows, ({ where }) => where).values()].flatMap((own) => {
    const news = own.filter(({ before }) => before === "new");
    const count = Math.max(news.length, Math.ceil(own.length / PER_CONVERSATION));
    const groups: RaceRow[][] = Array.from({ length: count }, () => []);
    const inTurn = [...news, ...own.filter(({ before }) => before !== "new")];
    for (const [index, row] of inTurn.entries()) groups[index % count]!.push(row);
    return groups;
  });
}

const raceConversations: readonly (readonly RaceRow[])[] = conversationsOf(decodeRows(raceFactors, raceRows));

/** Every kind of request while every other kind is under way, in one session and in two of one contact. */
export const raceDesign: Scenario = {
  id: "race-design",
  title: "sends two requests at the same time, of every kind with every other, and looks at both records",
  cases: { quick: 0, standard: raceConversations.length, thorough: raceConversations.length * 20 },
  needs: "Create Session",
  rows: (seed) => {
    const races = stepsOf(seed).flatMap(({ do: what }, index) => (what === "together" ? [index] : []));
    return rowsOf(seed).map((row, index) => ({
      design: raceFactors.id,
      row,
      steps: [races[index]!],
      keys: [],
    }));
  },
  steps: stepsOf,
};

function stepsOf(seed: Seed): Step[] {
  const { tag } = seed;
  const rows = rowsOf(seed);
  const isAcross = rows[0]!.where === "other session";
  const isNew = rows[0]!.before === "new";
  const second = isAcross ? "second" : SESSION;
  const saidOne = speaker(`${tag}.one`);
  const saidOther = speaker(`${tag}.other`, second);
  return [
    ...(isNew ? [openAnother(tag, SESSION, "ann")] : openingOf("one session", tag, [], [])),
    ...(isAcross ? [openAnother(tag, second, "ann"), observe(), observe(second)] : []),
    ...rows.flatMap((row, index): Step[] => {
      const keys = (which: "one" | "other") =>
        `opencx_k${2 * index + (which === "other" && row.keys !== "same key" ? 1 : 0)}`;
      const one = requestOf(row.one, keys("one"), `${tag} ${index} one`, saidOne);
      const other = requestOf(row.other, keys("other"), `${tag} ${index} other`, saidOther);
      const lead = LEAD_MS[row.lead]!;
      return [
        { do: "together", sends: [one, lead === 0 ? other : { ...other, afterMs: lead }] },
        observe(),
        ...(isAcross ? [observe(second)] : []),
      ];
    }),
    history(),
  ];
}

function rowsOf({ number }: Seed): readonly RaceRow[] {
  return raceConversations[number % raceConversations.length]!;
}

function requestOf(kind: string, key: string, mark: string, said: ReturnType<typeof speaker>): SendStep {
  const data = (record: string): { [key: string]: Json } => ({ [key]: `${record} ${mark}` });
  const send = (members: JsonObject, sender = "contact") => said(sender, kind, members);
  switch (kind) {
    case "session data":
      return send(sessionData(data("session")));
    case "contact data":
      return send(contactData(data("contact")));
    case "both":
      return send(bothData(data("session"), data("contact")));
    case "take-over":
      return send({ should_take_over_session_from_ai: true }, "agent");
    case "agent with an attachment":
      return send(
        {
          agent: { name: "opencx-conformance agent" },
          message: { attachments: [{ name: "note.txt", mime_type: "text/plain", base64: "bm90ZQ==" }] },
        },
        "agent",
      );
    case "rejected":
      return send(
        bothData(
          { opencx_sibling: `refused ${mark}`, opencx_nested: { a: `refused ${mark}` } },
          { opencx_beside: `refused ${mark} beside` },
        ),
      );
    default:
      return send({});
  }
}
