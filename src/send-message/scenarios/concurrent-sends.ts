import type { Step } from "../../evidence/step.ts";
import { BESIDE, sendBeside } from "./design/opening.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import {
  history,
  inTurn,
  observe,
  observeUnaided,
  open,
  openAnother,
  SESSION,
  send,
  sessionData,
  settle,
  texts,
} from "./steps.ts";

/** Sends released together, and how often: enough that a read-modify-write of one turn of an event loop is met. */
const AT_ONCE = 8;
const ROUNDS = 2;

/** One key of both records, again and again. */
export const togetherOneKey: Scenario = {
  id: "together-one-key",
  title: `sends ${AT_ONCE} messages at once with one key of both records, ${ROUNDS} times, then one that must win`,
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...Array.from({ length: ROUNDS }, (_, round): Step[] => [
      {
        do: "together",
        sends: Array.from({ length: AT_ONCE }, (_, index) =>
          send(tag, `together ${round}.${index}`, texts(`${round}.${index} ${tag}`, "raced"), {
            // In pairs: what goes by the number of a send meets both senders.
            sender: index % 4 < 2 ? "contact" : "agent",
          }),
        ),
      },
      settle(),
    ]).flat(),
    send(tag, "afterwards", texts(`last ${tag}`, "raced")),
    settle(),
  ],
};

/** Between two sends that come one behind the other, in milliseconds. */
const APART_MS = 3;

/** Sends of every kind at once, to records that hold nothing yet, while the session is read and the contact meets again. */
export const togetherInCompany: Scenario = {
  id: "together-in-company",
  title: `sends messages of every kind at once, with data for both records, one refused and one without data among them, beside reads and a new session`,
  cases: beyondQuick(2),
  needs: "Create Session",
  steps: ({ tag, number }) => [
    openAnother(tag, SESSION, "ann"),
    ...Array.from({ length: ROUNDS }, (_, round): Step[] => {
      // The same keys in each round: few, and updated while others are.
      const withData = BESIDE.map((along, index) => ({
        ...sendBeside(along, tag, `together ${round}.${index}`, texts(`${round} ${tag}`, `k${index}`)),
        // All at once, or one behind the other: whenever a request beside them has loaded a record, one comes before it saves.
        ...(number % 2 === 1 && index > 0 ? { afterMs: APART_MS * index } : {}),
      }));
      const others = [
        send(tag, `together ${round}, without data`),
        send(tag, `together ${round}, refused`, sessionData({ [`opencx_bad${round}`]: { a: "b" } })),
      ];
      return [
        {
          do: "together",
          // Now these first, now those: who comes first loads what the others then change.
          sends: round % 2 === 0 ? [...others, ...withData] : [...withData, ...others],
          beside: [
            { do: "read", operation: "getSession", session: SESSION },
            { do: "read", operation: "listHistory", session: SESSION },
            ...["meanwhile", "as well"].map((as) => openAnother(tag, `${as} ${round}`, "ann")),
          ],
        },
        // Behind the last round a marker stands between.
        ...(round < ROUNDS - 1 ? [observe()] : []),
      ];
    }).flat(),
    settle(),
    history(),
  ],
};

/** When a message arrives, in milliseconds after it was released: the read beside it takes less time, or more. */
const BEHIND_READS_MS = [0, 0, 5];

/** A read beside a write: a cache that keeps what it saw shows that until the next write. */
export const readMeanwhile: Scenario = {
  id: "read-meanwhile",
  title: "sends a message while its session is read, and waits for it without writing anything else",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...BEHIND_READS_MS.flatMap((afterMs, round): Step[] => [
      // Nothing reads this one alone: whoever remembers reads has nothing to show yet.
      send(tag, `before ${round}`, texts(`${round} ${tag}`, "before"), { sender: inTurn(round) }),
      {
        do: "together",
        sends: [
          {
            ...send(tag, `meanwhile ${round}`, texts(`meanwhile ${round} ${tag}`, "shared", `k${round}`), {
              sender: inTurn(round),
            }),
            ...(afterMs > 0 ? { afterMs } : {}),
          },
        ],
        beside: [{ do: "read", operation: "getSession", session: SESSION }],
      },
      observeUnaided(),
    ]),
  ],
};
