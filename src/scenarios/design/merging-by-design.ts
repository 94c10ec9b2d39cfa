import type { Json, JsonObject } from "../../contract/words.ts";
import type { RecordKind, Step } from "../../evidence/step.ts";
import { objectOf } from "../bodies.ts";
import type { Scenario, Seed } from "../scenario.ts";
import { history, observe, SESSION, settle } from "../steps.ts";
import { alongKind, joined } from "./along.ts";
import { type Conversation, mergeConversations, type RequestRow } from "./conversations.ts";
import { type Draw, drawFor } from "./draw.ts";
import { type EntryWrite, writesOfRow } from "./entry-life.ts";
import { takesContactData } from "./merge-design.ts";
import { addressOf, openingOf, speaker } from "./opening.ts";
import { textKind } from "./text-kinds.ts";

/** Every odd thing in every role: the rows of the merge design, a conversation a case. */
export const mergingByDesign: Scenario = {
  id: "merge-design",
  title:
    "holds conversations in which every kind of key, value, text and member meets every other, in every role",
  cases: { quick: 0, standard: mergeConversations.length, thorough: mergeConversations.length * 20 },
  needs: "Create Session",
  steps: (seed) => stepsOf(mergeConversations[seed.number % mergeConversations.length]!, drawFor(seed), seed),
};

function stepsOf(conversation: Conversation, draw: Draw, { tag }: Seed): Step[] {
  const { requests } = conversation;
  const writes = {
    session: writesOf(conversation, "session", draw),
    contact: writesOf(conversation, "contact", draw),
  };
  const data = (record: RecordKind, slot: number): [string, Json][] =>
    writes[record].filter((each) => each.slot === slot).map(({ key, value }) => [key, value]);
  const said = speaker(tag);
  const middle = Math.ceil(requests.length / 2);
  return [
    ...openingOf(conversation.person, tag, data("session", 0), data("contact", 0)),
    ...requests.flatMap((row, index): Step[] => [
      ...preparing(row, requests[index - 1], said),
      said(
        row.sender,
        draw.pick(textKind.get(row.text)!.members),
        joined(
          alongKind.get(row.along)!.members({ tag, person: addressOf(tag) }),
          dataOf(data("session", index + 1), data("contact", index + 1)),
        ),
      ),
      ...(index + 1 === middle ? [observe(SESSION, recordsOf(row))] : []),
    ]),
    // What a refused request must not leave behind shows only behind a marker.
    (requests.some(({ turn }) => turn === "after a rejection") ? settle : observe)(
      SESSION,
      recordsOf(requests.at(-1)!),
    ),
    ...(conversation.person === "second session" ? [observe("first", ["contact"])] : []),
    history(),
  ];
}

/** The records of the session that can be judged once this was sent. */
function recordsOf(row: RequestRow): RecordKind[] {
  return takesContactData(row) ? ["session", "contact"] : ["session"];
}

function writesOf({ requests, entries }: Conversation, record: RecordKind, draw: Draw): EntryWrite[] {
  const slots = requests.flatMap((row, index) =>
    record === "session" || takesContactData(row) ? [index + 1] : [],
  );
  const taken = new Set<string>();
  return entries
    .filter((row) => row.record === record)
    .flatMap((row, turn) => writesOfRow(row, [0, ...slots], turn, taken, draw));
}

type Entries = readonly (readonly [string, Json])[];

/** The members that carry these entries; none where there are none. */
function dataOf(session: Entries, contact: Entries): JsonObject {
  return {
    ...(session.length > 0 ? { custom_data: objectOf(session) } : {}),
    ...(contact.length > 0 ? { contact: { custom_data: objectOf(contact) } } : {}),
  };
}

/** What must have happened just before a send of this row. */
function preparing(row: RequestRow, last: RequestRow | undefined, said: ReturnType<typeof speaker>): Step[] {
  switch (row.turn) {
    case "later":
      return last === undefined ? [said("contact", "hello")] : [];
    case "after a rejection":
      return [
        said("contact", "refused", {
          custom_data: { opencx_nested: { a: "b" }, opencx_sibling: "refused" },
        }),
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
