import { raceRows } from "../../../../generated/design-rows.ts";
import type { SendStep, Step } from "../../../evidence/step.ts";
import type { JsonObject } from "../../../json/json.ts";
import type { Seed } from "../scenario.ts";
import { beyondQuick } from "../scenario.ts";
import { bothData, contactData, history, observe, openAnother, SESSION, sessionData } from "../steps.ts";
import { ALONG } from "./along.ts";
import { decodeRows, named, type Row } from "./factor.ts";
import { inConversations } from "./in-conversations.ts";
import { openingOf, type Speaker, speaker } from "./opening.ts";
import { designScenario, type Planned } from "./planned.ts";
import { raceFactors } from "./race-factors.ts";

type RaceRow = Row<keyof (typeof raceFactors)["factors"]>;

/** Races in a conversation: each has two keys of its own at most, and one look at the end shows them all. */
const PER_CONVERSATION = 9;
/** So long after the first one, in milliseconds, where they do not begin together. */
const APART_MS = 2;

const conversations = inConversations<RaceRow>(decodeRows(raceFactors, raceRows), {
  by: "where",
  most: PER_CONVERSATION,
  isFirst: ({ before }) => before === "new",
})
  // A session that was taken over may be closed: what follows would be refused.
  .map(([first, ...others]) => [first!, ...others.toSorted((a, b) => takeOvers(a) - takeOvers(b))]);

/** Every kind of request while every other kind is under way, in one session and in two of one contact. */
export const raceDesign = designScenario(
  {
    id: "race-design",
    title: "sends two requests at the same time, of every kind with every other, and looks at both records",
    cases: { ...beyondQuick(conversations.length), thorough: conversations.length * 20 },
  },
  raceFactors,
  planned,
);

function takeOvers({ one, other }: RaceRow): number {
  return [one, other].filter((kind) => kind === "take-over").length;
}

function planned({ number, tag }: Seed): Planned<RaceRow>[] {
  const rows = conversations[number % conversations.length]!;
  const isAcross = rows[0]!.where === "two sessions";
  const second = isAcross ? "second" : SESSION;
  const said = { one: speaker(`${tag}.one`), other: speaker(`${tag}.other`, second) };
  const look = isAcross ? [observe(), observe(second)] : [observe()];
  return [
    ...(rows[0]!.before === "new" ? [openAnother(tag, SESSION, "ann")] : openingOf("one session", tag)),
    ...(isAcross ? [openAnother(tag, second, "ann"), ...look] : []),
    ...rows.map((row, index): Planned<RaceRow> => {
      const request = (which: "one" | "other") => {
        const key = `opencx_k${2 * index + (which === "other" && row.keys !== "same key" ? 1 : 0)}`;
        return requestOf(row[which], key, `${tag} ${index} ${which}`, said[which]);
      };
      const other = request("other");
      const isApart = row.where === "one session, 2 ms apart";
      const step: Step = {
        do: "together",
        sends: [request("one"), isApart ? { ...other, afterMs: APART_MS } : other],
      };
      return { step, row };
    }),
    ...look,
    history(),
  ];
}

function requestOf(kind: string, key: string, mark: string, said: Speaker): SendStep {
  const data = (record: string): JsonObject => ({ [key]: `${record} ${mark}` });
  const along = (name: string) => named(ALONG, name).members({ tag: "", person: "" });
  switch (kind) {
    case "session data":
      return said("contact", kind, sessionData(data("session")));
    case "contact data":
      return said("contact", kind, contactData(data("contact")));
    case "both":
      return said("contact", kind, bothData(data("session"), data("contact")));
    case "take-over":
      return said("agent", kind, along("take-over"));
    case "agent with an attachment":
      return said("agent", kind, { ...along("agent.name"), ...along("attachment by base64") });
    case "rejected":
      return said(
        "contact",
        kind,
        bothData(
          { opencx_sibling: `refused ${mark}`, opencx_nested: { a: `refused ${mark}` } },
          { opencx_beside: `refused ${mark} beside` },
        ),
      );
    default:
      return said("contact", kind);
  }
}
