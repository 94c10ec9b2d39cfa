import type { Json, JsonObject } from "../../contract/words.ts";
import type { RecordKind, SendStep, Step } from "../../evidence/step.ts";
import { objectOf } from "../bodies.ts";
import type { Scenario, Seed } from "../scenario.ts";
import { history, observe, openAnother, SESSION, settle } from "../steps.ts";
import { alongKind, joined } from "./along.ts";
import { type Conversation, mergeConversations, type RequestRow } from "./conversations.ts";
import { type Draw, drawFor } from "./draw.ts";
import { type EntryWrite, writesOfRow } from "./entry-life.ts";
import { takesContactData } from "./merge-design.ts";
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
    ...opening(conversation, tag, data("session", 0), data("contact", 0)),
    ...requests.flatMap((row, index): Step[] => [
      ...preparing(row, requests[index - 1], said),
      said(row.sender, draw.pick(textKind.get(row.text)!.members), {
        along: alongKind.get(row.along)!.members({ tag, person: addressOf(tag) }),
        session: data("session", index + 1),
        contact: data("contact", index + 1),
      }),
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

const addressOf = (tag: string) => `opencx-conformance-${tag}-ann@example.com`;

/** Creates the session; contact data that belongs to the person goes to the first session of the person. */
function opening(
  { person }: Conversation,
  tag: string,
  session: [string, Json][],
  contact: [string, Json][],
): Step[] {
  const control = { opencx_control: `control ${tag}` };
  const custom_data = { ...control, ...objectOf(session) };
  const ann: JsonObject = {
    email: addressOf(tag),
    name: "opencx-conformance",
    custom_data: { ...control, ...objectOf(contact) },
  };
  const create = (as: string, body: JsonObject): Step => ({
    do: "create-session",
    as,
    body: { channel: { type: "api" }, ...body },
  });
  switch (person) {
    case "second session": {
      const { body } = openAnother(tag, SESSION, "ann");
      return [create("first", { verified: true, contact: ann }), create(SESSION, { ...body, custom_data })];
    }
    case "no contact":
      return [create(SESSION, { custom_data })];
    case "not verified":
      return [create(SESSION, { verified: false, contact: ann, custom_data })];
    default:
      return [create(SESSION, { verified: true, contact: ann, custom_data })];
  }
}

interface Said {
  readonly along?: JsonObject;
  readonly session?: [string, Json][];
  readonly contact?: [string, Json][];
}

/** Makes the sends of a case: each text ends in whose it is, and is the only one of the case. */
function speaker(tag: string) {
  let said = 0;
  return (sender: string, text: string, { along = {}, session = [], contact = [] }: Said = {}): SendStep => {
    said += 1;
    const plain = { sender, message: { type: "text", text: `${text} opencx-conformance ${tag} ${said}` } };
    const data = {
      ...(session.length > 0 ? { custom_data: objectOf(session) } : {}),
      ...(contact.length > 0 ? { contact: { custom_data: objectOf(contact) } } : {}),
    };
    return { do: "send", session: SESSION, body: { json: joined(joined(plain, along), data) } };
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
          session: [
            ["opencx_refused", { a: "b" }],
            ["opencx_sibling", "refused"],
          ],
        }),
      ];
    case "after a take-over":
      return last?.along === "take-over"
        ? []
        : [said("agent", "I take over", { along: { should_take_over_session_from_ai: true } })];
    case "after an agent's message":
      return last?.sender === "agent" ? [] : [said("agent", "hello")];
    default:
      return [];
  }
}
