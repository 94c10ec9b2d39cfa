import type { RecordKind, Step } from "../../../evidence/step.ts";
import type { Json, JsonObject } from "../../../json/json.ts";
import { BOTH, withData } from "../../contract/records.ts";
import { objectOf } from "../bodies.ts";
import type { Scenario, Seed } from "../scenario.ts";
import { history, muchBefore, observe, SESSION, sessionData, settle } from "../steps.ts";
import { alongKind, joined } from "./along.ts";
import { type Conversation, mergeConversations, QUICK_MERGES, type RequestRow } from "./conversations.ts";
import { type Draw, drawFor } from "./draw.ts";
import { writesOfRow } from "./entry-life.ts";
import { levelsOf } from "./factor.ts";
import { entryFactors, requestFactors, takesContactData } from "./merge-factors.ts";
import { addressOf, openingOf, speaker } from "./opening.ts";
import { textKind } from "./text-kinds.ts";

/** Every odd thing in every role: the rows of the merge design, a conversation a case. */
export const mergeDesign: Scenario = {
  id: "merge-design",
  title:
    "holds conversations in which every kind of key, value, text and member meets every other, in every role",
  cases: {
    quick: QUICK_MERGES,
    standard: mergeConversations.length,
    thorough: mergeConversations.length * 20,
  },
  needs: "Create Session",
  steps: stepsOf,
  rows: (seed) => [
    ...planned(seed).flatMap(({ row }, index) =>
      row === undefined ? [] : [{ design: requestFactors.id, row: levelsOf(row), steps: [index], keys: [] }],
    ),
    ...writesOf(conversationOf(seed), drawFor(seed)).map(({ row, record, writes }) => ({
      design: entryFactors.id,
      row: levelsOf(row),
      steps: [],
      keys: [...new Set(writes.map(({ key }) => key))].map((key) => ({ record, key })),
    })),
  ],
};

/** Conversations that are held once more where much has happened before. */
const LATE = 3;

/** The strongest rows once more behind a rejection and 25 messages: what begins only with the n-th message, or then. */
export const mergeDesignLate: Scenario = {
  id: "merge-design-late",
  title: "holds the first of these conversations behind a rejection and 25 messages",
  cases: { quick: 0, standard: LATE, thorough: LATE },
  needs: "Create Session",
  steps: (seed) => {
    const steps = stepsOf(seed);
    const first = steps.findIndex(({ do: what }) => what === "send");
    return [...steps.slice(0, first), ...muchBefore(seed.tag), ...steps.slice(first)];
  },
};

function stepsOf(seed: Seed): Step[] {
  return planned(seed).map(({ step }) => step);
}

/** A step, and the row of the request design that it exercises. */
interface Planned {
  readonly step: Step;
  readonly row?: RequestRow;
}

function conversationOf({ number }: Seed): Conversation {
  return mergeConversations[number % mergeConversations.length]!;
}

function planned(seed: Seed): Planned[] {
  const { tag } = seed;
  const conversation = conversationOf(seed);
  const { person, requests } = conversation;
  const draw = drawFor(seed);
  const writes = writesOf(conversation, draw);
  const data = (kind: RecordKind, slot: number): [string, Json][] =>
    writes.flatMap(({ record, writes: each }) =>
      each
        .filter((write) => record === kind && write.slot === slot)
        .map(({ key, value }): [string, Json] => [key, value]),
    );
  const said = speaker(tag);
  const middle = Math.ceil(requests.length / 2);
  const alone = (steps: readonly Step[]): Planned[] => steps.map((step) => ({ step }));
  return [
    ...alone(openingOf(person, tag, data("session", 0), data("contact", 0))),
    ...requests.flatMap((row, index): Planned[] => [
      // What may move the session to another contact hides what was written to this one.
      ...alone(
        index > 0 && !takesContactData(row) ? [observe(SESSION, recordsOf(requests[index - 1]!))] : [],
      ),
      ...alone(preparing(row, requests[index - 1], said)),
      {
        row,
        step: said(
          row.sender,
          draw.pick(textKind.get(row.text)!.members, row.turns.text),
          joined(
            alongKind.get(row.along)!.members({ tag, person: addressOf(tag) }),
            dataOf(data("session", index + 1), data("contact", index + 1)),
          ),
        ),
      },
      ...alone(index + 1 === middle ? [observe(SESSION, recordsOf(row))] : []),
    ]),
    ...alone([
      // What a refused request must not leave behind shows only behind a marker.
      (requests.some(({ turn }) => turn === "after a rejection") ? settle : observe)(
        SESSION,
        recordsOf(requests.at(-1)!),
      ),
      ...(person === "second session" ? [observe("first", ["contact"])] : []),
      history(),
    ]),
  ];
}

/** The records of the session that can be judged once this was sent. */
function recordsOf(row: RequestRow): readonly RecordKind[] {
  return takesContactData(row) ? BOTH : ["session"];
}

/** The writes of every row of entries; rows of one record take the slots in turn. */
function writesOf({ requests, entries }: Conversation, draw: Draw) {
  const taken = { session: new Set<string>(), contact: new Set<string>() };
  const turns = { session: 0, contact: 0 };
  return entries.map((row) => {
    const record = row.record as RecordKind;
    const slots = requests.flatMap((request, index) =>
      record === "session" || takesContactData(request) ? [index + 1] : [],
    );
    const turn = turns[record]++;
    return { row, record, writes: writesOfRow(row, [0, ...slots], turn, taken[record], draw) };
  });
}

type Entries = readonly (readonly [string, Json])[];

/** The members that carry these entries; none where there are none. */
function dataOf(session: Entries, contact: Entries): JsonObject {
  const of = (entries: Entries) => (entries.length > 0 ? objectOf(entries) : undefined);
  return withData({}, { session: of(session), contact: of(contact) });
}

/** What must have happened just before a send of this row. */
function preparing(row: RequestRow, last: RequestRow | undefined, said: ReturnType<typeof speaker>): Step[] {
  switch (row.turn) {
    case "later":
      return last === undefined ? [said("contact", "hello")] : [];
    case "after a rejection":
      return [
        said("contact", "refused", sessionData({ opencx_nested: { a: "b" }, opencx_sibling: "refused" })),
      ];
    case "after a take-over":
      return last?.along === "take-over"
        ? []
        : [said("agent", "I take over", { should_take_over_session_from_ai: true })];
    case "after an agent's message":
      return last?.sender === "agent" ? [] : [said("agent", "hello")];
    default:
      return [];
  }
}
