import type { RecordKind, SendStep, Step, TogetherStep } from "../../evidence/step.ts";
import type { JsonObject } from "../../json/json.ts";
import { BOTH } from "../contract/records.ts";
import { BESIDE, sendBeside } from "./design/opening.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  dataFor,
  history,
  observe,
  open,
  openAnother,
  SESSION,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** Sends released together, and how often: enough that a read-modify-write of one turn of an event loop is met. */
const AT_ONCE = 8;
const ROUNDS = 2;

function burst(
  tag: string,
  round: number,
  dataOf: (index: number) => JsonObject,
  sessions: readonly string[],
): TogetherStep {
  return {
    do: "together",
    sends: Array.from({ length: AT_ONCE }, (_, index) =>
      send(tag, `together ${round}.${index}`, dataOf(index), {
        session: sessions[index % sessions.length]!,
        // In pairs: what goes by the number of a send, its session or record, meets both senders.
        sender: index % 4 < 2 ? "contact" : "agent",
      }),
    ),
  };
}

function differentKeys(record: RecordKind): Scenario {
  return {
    id: `together-${record}-keys`,
    title: `sends ${AT_ONCE} messages at once, each with a key of its own for the ${record}`,
    cases: beyondQuick(2),
    steps: ({ tag }) => [
      open(tag),
      ...Array.from({ length: ROUNDS }, (_, round): Step[] => [
        burst(
          tag,
          round,
          (index) =>
            dataFor(record, { [`opencx_k${AT_ONCE * round + index}`]: `value ${round}.${index} ${tag}` }),
          ["session"],
        ),
        observe("session", [record]),
      ]).flat(),
      settle("session", [record]),
      history(),
    ],
  };
}

function sameKey(record: RecordKind): Scenario {
  return {
    id: `together-${record}-one-key`,
    title: `sends ${AT_ONCE} messages at once with one key of the ${record}, then one that must win`,
    cases: beyondQuick(1),
    steps: ({ tag }) => [
      open(tag),
      burst(tag, 0, (index) => dataFor(record, { opencx_raced: `value ${index} ${tag}` }), ["session"]),
      settle("session", [record]),
      send(tag, "afterwards", dataFor(record, { opencx_raced: `last ${tag}` })),
      settle("session", [record]),
    ],
  };
}

export const togetherKeys: Readonly<Record<RecordKind, Scenario>> = {
  session: differentKeys("session"),
  contact: differentKeys("contact"),
};
export const togetherOneKey: Readonly<Record<RecordKind, Scenario>> = {
  session: sameKey("session"),
  contact: sameKey("contact"),
};

/** Contact data through two sessions of one person at once. */
export const togetherAcrossSessions: Scenario = {
  id: "together-across-sessions",
  title: `sends ${AT_ONCE} messages at once through two sessions of one contact, each with a contact key of its own`,
  cases: beyondQuick(2),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, "first", "ann"),
    openAnother(tag, "second", "ann"),
    // That both show one contact.id comes first: else they may be two contacts.
    observe("first", ["contact"]),
    observe("second", ["contact"]),
    ...Array.from({ length: ROUNDS }, (_, round) =>
      burst(
        tag,
        round,
        (index) =>
          dataFor("contact", { [`opencx_k${AT_ONCE * round + index}`]: `value ${round}.${index} ${tag}` }),
        ["first", "second"],
      ),
    ),
    settle("first", ["contact"]),
    settle("second", ["contact"]),
  ],
};

/** Both records at once: whole documents written back by whoever wrote the other part. */
export const togetherBothRecords: Scenario = {
  id: "together-both-records",
  title: `sends ${AT_ONCE} messages at once, half for the session and half for the contact`,
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    burst(tag, 0, (index) => dataFor(BOTH[index % 2]!, { [`opencx_k${index}`]: `value ${index} ${tag}` }), [
      "session",
    ]),
    settle(),
    history(),
  ],
};

/** Sends of every kind at once, to records that hold nothing yet, while the session is read and the contact meets again. */
export const togetherInCompany: Scenario = {
  id: "together-in-company",
  title: `sends messages of every kind at once, with data for both records, one refused and one without data among them, beside reads and a new session`,
  cases: beyondQuick(2),
  needs: "Create Session",
  steps: ({ tag }) => [
    openAnother(tag, SESSION, "ann"),
    ...Array.from({ length: ROUNDS }, (_, round): Step[] => [
      {
        do: "together",
        sends: inTurn(round, withData(tag, round), [
          send(tag, `together ${round}, without data`),
          send(tag, `together ${round}, refused`, sessionData({ [`opencx_bad${round}`]: { a: "b" } })),
        ]),
        beside: [
          { do: "read", operation: "getSession", session: SESSION },
          { do: "read", operation: "listHistory", session: SESSION },
          openAnother(tag, `meanwhile ${round}`, "ann"),
        ],
      },
      observe(),
    ]).flat(),
    settle(),
    history(),
  ],
};

/** Messages with every other member beside data, each with a key of its own for both records. */
function withData(tag: string, round: number): SendStep[] {
  return BESIDE.map((along, index) => {
    // The same keys in each round: few, and updated while others are.
    const key = `opencx_k${index}`;
    const data = bothData(
      { [key]: `session ${round}.${index} ${tag}` },
      { [key]: `contact ${round}.${index} ${tag}` },
    );
    return sendBeside(along, tag, `together ${round}.${index}`, data);
  });
}

/** Now these first, now those: who comes first loads what the others then change. */
function inTurn(round: number, one: readonly SendStep[], other: readonly SendStep[]): SendStep[] {
  return round % 2 === 0 ? [...other, ...one] : [...one, ...other];
}
