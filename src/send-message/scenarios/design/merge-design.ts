import type { RecordKind, Step } from "../../../evidence/step.ts";
import type { Json } from "../../../json/json.ts";
import { BOTH, withData } from "../../contract/records.ts";
import { beyondQuick, type Scenario, type Seed } from "../scenario.ts";
import { history, muchBefore, observe, personOf, SESSION, settle } from "../steps.ts";
import { ALONG, joined } from "./along.ts";
import { mayMove, mergeConversations, QUICK_MERGES, type RequestRow } from "./conversations.ts";
import { type Draw, drawFor } from "./draw.ts";
import { writesOfRow } from "./entry-life.ts";
import { levelsOf, named } from "./factor.ts";
import { entryFactors, requestFactors, takesContactData } from "./merge-factors.ts";
import { openingOf, sendBefore, speaker } from "./opening.ts";
import { designScenario, type Planned } from "./planned.ts";
import { TEXT_KINDS } from "./text-kinds.ts";

/** Every odd thing in every role: the rows of the merge design, a conversation a case. */
export const mergeDesign = designScenario(
  {
    id: "merge-design",
    title:
      "holds conversations in which every kind of key, value, text and member meets every other, in every role",
    cases: {
      quick: QUICK_MERGES,
      standard: mergeConversations.length,
      thorough: mergeConversations.length * 20,
    },
  },
  requestFactors,
  planned,
  (seed) =>
    writesOf(seed, drawFor(seed)).map(({ row, record, writes }) => ({
      design: entryFactors.id,
      row: levelsOf(row),
      steps: [],
      keys: [...new Set(writes.map(({ key }) => key))].map((key) => ({ record, key })),
    })),
);

/** Conversations that are held once more where much has happened before. */
const LATE = 2;

/** The strongest rows once more behind a rejection and 25 messages: what begins only with the n-th message, or then. */
export const mergeDesignLate: Scenario = {
  id: "merge-design-late",
  title: "holds the first of these conversations behind a rejection and 25 messages",
  cases: beyondQuick(LATE),
  needs: "Create Session",
  steps: (seed, contract) => {
    const steps = mergeDesign.steps(seed, contract);
    const first = steps.findIndex(({ do: what }) => what === "send");
    return steps.toSpliced(first, 0, ...muchBefore(seed.tag));
  },
};

const conversationOf = ({ number }: Seed) => mergeConversations[number % mergeConversations.length]!;

function planned(seed: Seed): Planned<RequestRow>[] {
  const { tag } = seed;
  const { person, requests } = conversationOf(seed);
  const draw = drawFor(seed);
  const writes = writesOf(seed, draw);
  const data = (kind: RecordKind, slot: number) => {
    const own = writes.flatMap(({ record, writes: each }) =>
      each.flatMap(({ key, value, slot: at }): [string, Json][] =>
        record === kind && at === slot ? [[key, value]] : [],
      ),
    );
    return own.length > 0 ? Object.fromEntries(own) : undefined;
  };
  const said = speaker(tag);
  const middle = Math.ceil(requests.length / 2);
  return [
    ...openingOf(person, tag, data("session", 0), data("contact", 0)),
    ...requests.flatMap((row, index): Planned<RequestRow>[] => {
      const last = requests[index - 1];
      const along = named(ALONG, row.along).members({ tag, person: personOf(tag, "ann").email });
      const own = withData({}, { session: data("session", index + 1), contact: data("contact", index + 1) });
      const text = draw.pick(named(TEXT_KINDS, row.text).members, row.turns.text);
      return [
        // What may move the session to another contact hides what was written to this one.
        ...(last !== undefined && (index === middle || mayMove(row)) ? [look(last)] : []),
        ...(isAlready(row.turn, last) ? [] : sendBefore(row.turn, said)),
        { row, step: said(row.sender, text, joined(along, own)) },
      ];
    }),
    // What a refused request must not leave behind shows only behind a marker.
    look(requests.at(-1)!, requests.some(({ turn }) => turn === "after a rejection") ? settle : observe),
    ...(person === "second session" ? [observe("first", ["contact"])] : []),
    history(),
  ];
}

/** Looks at what can be judged once this was sent. */
function look(row: RequestRow, looking = observe): Step {
  return looking(SESSION, takesContactData(row) ? BOTH : ["session"]);
}

/** Whether the last send is one after which the next one has this turn. */
function isAlready(turn: string, last: RequestRow | undefined): boolean {
  return (
    (turn === "later" && last !== undefined) ||
    (turn === "after a take-over" && last?.along === "take-over") ||
    (turn === "after an agent's message" && last?.sender === "agent")
  );
}

/** The writes of every row of entries; rows of one record take the slots in turn. */
function writesOf(seed: Seed, draw: Draw) {
  const { requests, entries } = conversationOf(seed);
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
