import { rejectionRows } from "../../../../generated/design-rows.ts";
import type { RecordKind, Step } from "../../../evidence/step.ts";
import type { Json, JsonObject } from "../../../json/json.ts";
import { objectOf } from "../bodies.ts";
import type { Scenario, Seed } from "../scenario.ts";
import { dataFor, history, SESSION, settle } from "../steps.ts";
import { alongKind, joined } from "./along.ts";
import { type Draw, drawFor } from "./draw.ts";
import { decodeRows, levelsOf, type Row, withTurns } from "./factor.ts";
import { addressOf, openingOf, speaker } from "./opening.ts";
import {
  AMONG,
  LONG_TEXT,
  NESTINGS,
  OTHER_DATA,
  OTHER_EMPTY,
  rejectionFactors,
  UNDER,
} from "./rejection-factors.ts";
import { strongestFirst } from "./strongest-first.ts";

/** A row, and how many rows for its record before it have the same kind of key. */
export type RejectionRow = Row<keyof (typeof rejectionFactors)["factors"]> & {
  readonly turns: { readonly under: number };
};

/** Rejections in a conversation: few enough for a short counterexample, many enough for few requests. */
const PER_CONVERSATION = 20;
/** What happened before, in the order in which it happens in a conversation. */
const TURNS = rejectionFactors.factors.turn.map(({ name }) => name);

/** The rows of one person in conversations, those of one turn together; each has one that comes first at most. */
function conversationsOf(rows: readonly RejectionRow[]): RejectionRow[][] {
  return [...Map.groupBy(rows, ({ person }) => person).values()].flatMap((own) => {
    const firsts = own.filter(({ turn }) => turn === "first").length;
    const count = Math.max(firsts, Math.ceil(own.length / PER_CONVERSATION));
    const groups: RejectionRow[][] = Array.from({ length: count }, () => []);
    const inTurn = [...own].sort((a, b) => TURNS.indexOf(a.turn) - TURNS.indexOf(b.turn));
    for (const [index, row] of inTurn.entries()) groups[index % count]!.push(row);
    return groups;
  });
}

/** Conversations of a quick run. */
const QUICK = 3;

const rejectionConversations: readonly (readonly RejectionRow[])[] = strongestFirst(
  conversationsOf(withTurns(decodeRows(rejectionFactors, rejectionRows), ["under"], "record")),
  QUICK,
  (rows) => rows.map(levelsOf),
);

/** A nested object in every place, beside every member, at every turn: each is the one fault of its request. */
export const rejectionDesign: Scenario = {
  id: "rejection-design",
  title: "sends every kind of nested object in both records, beside every other member, at every turn",
  cases: {
    quick: QUICK,
    standard: rejectionConversations.length,
    thorough: rejectionConversations.length,
  },
  needs: "Create Session",
  steps: (seed) => planned(seed).map(({ step }) => step),
  rows: (seed) =>
    planned(seed).flatMap(({ row }, index) =>
      row === undefined
        ? []
        : [{ design: rejectionFactors.id, row: levelsOf(row), steps: [index], keys: [] }],
    ),
};

function planned(seed: Seed): { readonly step: Step; readonly row?: RejectionRow }[] {
  const { number, tag } = seed;
  const draw = drawFor(seed);
  const rows = rejectionConversations[number % rejectionConversations.length]!;
  const said = speaker(tag);
  const { person } = rows[0]!;
  const alone = (steps: readonly Step[]) => steps.map((step) => ({ step }));
  return [
    ...alone(openingOf(person, tag, [], [])),
    ...rows.flatMap((row, index) => [
      ...alone(row.turn === rows[index - 1]?.turn ? [] : preparing(row.turn, said)),
      { row, step: said(row.sender, textOf(row), bodyOf(row, `${tag}.${index}`, tag, draw)) },
    ]),
    ...alone([
      settle(SESSION, person === "no contact" || person === "not verified" ? ["session"] : undefined),
      history(),
    ]),
  ];
}

function textOf({ nesting, along }: RejectionRow): string {
  return `refused, ${nesting}${along === LONG_TEXT ? ` ${"and more ".repeat(70)}` : ""}`;
}

function bodyOf(row: RejectionRow, mark: string, tag: string, draw: Draw): JsonObject {
  const record = row.record as RecordKind;
  const other = record === "session" ? "contact" : "session";
  const { before, behind } = AMONG.find(({ name }) => name === row.among)!;
  const valid = (index: number): [string, Json] => [`opencx_sibling_${index}`, `refused ${mark}.${index}`];
  const bad: [string, Json] = [
    draw.pick(UNDER.find(({ name }) => name === row.under)!.keys, row.turns.under),
    NESTINGS.find(({ name }) => name === row.nesting)!.make(`refused ${mark}`),
  ];
  const entries = Array.from({ length: before + behind }, (_, index) => valid(index));
  const data = dataFor(record, objectOf([...entries.slice(0, before), bad, ...entries.slice(before)]));
  if (row.along === LONG_TEXT) return data;
  if (row.along === OTHER_EMPTY) return joined(data, dataFor(other, {}));
  if (row.along === OTHER_DATA)
    return joined(data, dataFor(other, { opencx_beside: `refused ${mark} beside` }));
  // Another name than the contact has: one that a rejected request brings must not show.
  if (row.along === "contact.name") return joined({ contact: { name: `refused ${mark}` } }, data);
  return joined(alongKind.get(row.along)!.members({ tag, person: addressOf(tag) }), data);
}

/** What happens once before the rows of a turn. */
function preparing(turn: string, said: ReturnType<typeof speaker>): Step[] {
  switch (turn) {
    case "after a message":
      return [said("contact", "hello")];
    case "after an agent's message":
      return [said("agent", "hello")];
    case "after a take-over":
      return [said("agent", "I take over", { should_take_over_session_from_ai: true })];
    default:
      return [];
  }
}
