import { rejectionRows } from "../../../../generated/design-rows.ts";
import type { RecordKind } from "../../../evidence/step.ts";
import type { Json, JsonObject } from "../../../json/json.ts";
import type { Seed } from "../scenario.ts";
import { dataFor, history, personOf, SESSION, settle } from "../steps.ts";
import { ALONG, joined } from "./along.ts";
import { type Draw, drawFor } from "./draw.ts";
import { decodeRows, named, withTurns } from "./factor.ts";
import { inConversations } from "./in-conversations.ts";
import { openingOf, sendBefore, speaker } from "./opening.ts";
import { designScenario, type Planned } from "./planned.ts";
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

/** Rejections in a conversation: few enough for a short counterexample, many enough for few requests. */
const PER_CONVERSATION = 20;
/** Conversations of a quick run. */
const QUICK = 3;
/** What happened before, in the order in which it happens in a conversation. */
const TURNS = rejectionFactors.factors.turn.map(({ name }) => name);

const rows = withTurns(decodeRows(rejectionFactors, rejectionRows), ["under", "nesting"], "record");
type RejectionRow = (typeof rows)[number];

const conversations = strongestFirst(
  inConversations<RejectionRow>(
    rows.toSorted((a, b) => TURNS.indexOf(a.turn) - TURNS.indexOf(b.turn)),
    { by: "person", most: PER_CONVERSATION, isFirst: ({ turn }) => turn === "first" },
  ),
  QUICK,
  (own) => own,
);

/** A nested object in every place, beside every member, at every turn: each is the one fault of its request. */
export const rejectionDesign = designScenario(
  {
    id: "rejection-design",
    title: "sends every kind of nested object in both records, beside every other member, at every turn",
    cases: { quick: QUICK, standard: conversations.length, thorough: conversations.length },
  },
  rejectionFactors,
  planned,
);

/** A key that both records have, beside the one that each begins with. */
const THERE = "opencx_k0";

function planned(seed: Seed): Planned<RejectionRow>[] {
  const { number, tag } = seed;
  const draw = drawFor(seed);
  const own = conversations[number % conversations.length]!;
  const said = speaker(tag);
  const { person } = own[0]!;
  return [
    ...openingOf(person, tag, { [THERE]: `session there ${tag}` }, { [THERE]: `contact there ${tag}` }),
    ...own.flatMap((row, index): Planned<RejectionRow>[] => {
      const last = own[index - 1];
      const isSo = row.turn === last?.turn || (row.turn === "after a rejection" && last !== undefined);
      return [
        ...(isSo ? [] : sendBefore(row.turn, said)),
        { row, step: said(row.sender, textOf(row), bodyOf(row, index, tag, draw)) },
      ];
    }),
    settle(SESSION, person === "no contact" || person === "not verified" ? ["session"] : undefined),
    history(),
  ];
}

function textOf({ nesting, along }: RejectionRow): string {
  return `refused, ${nesting}${along === LONG_TEXT ? ` ${"and more ".repeat(70)}` : ""}`;
}

function bodyOf(row: RejectionRow, index: number, tag: string, draw: Draw): JsonObject {
  const mark = `${tag}.${index}`;
  const record = row.record as RecordKind;
  const other = record === "session" ? "contact" : "session";
  const { before, behind } = named(AMONG, row.among);
  // Keys that are valid by themselves: every second time the first of them is there already.
  const valid = Array.from({ length: before + behind }, (_, at): [string, Json] => [
    `opencx_k${(index % 2) + at}`,
    `refused ${mark}.${at}`,
  ]);
  const bad: [string, Json] = [
    draw.pick(named(UNDER, row.under).members, row.turns.under),
    draw.pick(named(NESTINGS, row.nesting).members, row.turns.nesting)(`refused ${mark}`),
  ];
  const data = dataFor(record, Object.fromEntries(valid.toSpliced(before, 0, bad)));
  const beside = `refused ${mark} beside`;
  switch (row.along) {
    case LONG_TEXT:
      return data;
    case OTHER_EMPTY:
      return joined(data, dataFor(other, {}));
    case OTHER_DATA:
      return joined(data, dataFor(other, { [THERE]: beside, opencx_beside: beside }));
    // Another name than the contact has: one that a rejected request brings must not show.
    case "contact.name":
      return joined({ contact: { name: `refused ${mark}` } }, data);
    default:
      return joined(named(ALONG, row.along).members({ tag, person: personOf(tag, "ann").email }), data);
  }
}
