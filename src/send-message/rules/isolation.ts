import { isolation, noAddress, pollution } from "../scenarios/isolation.ts";
import { sequences } from "../scenarios/sequences.ts";
import { longConversation } from "../scenarios/updates.ts";
import { history, noMessageFromOtherCases } from "./judge/messages.ts";
import { both, nothingFromOtherCases, recordNeverShows } from "./judge/records.ts";
import { hasStranger } from "./judge/writes.ts";
import type { Rule } from "./rule.ts";

export const isolationRules: readonly Rule[] = [
  {
    id: "isolation/session-data",
    basis: "stated",
    title: "data of one session is not visible in another",
    quote: "session-level attributes that belong to this conversation",
    sends: [isolation, pollution, sequences],
    judge: both(
      recordNeverShows(
        "session",
        "leaked",
        ({ kind, acceptance }, { facts }) =>
          kind === "session" && acceptance === "accepted" && facts.sessions.size > 1,
      ),
      nothingFromOtherCases("session"),
    ),
  },
  {
    id: "isolation/contact-data",
    basis: "stated",
    title: "data of one contact is not visible in another",
    quote: "contact-level attributes that belong to the person",
    sends: [isolation, noAddress],
    judge: both(
      recordNeverShows(
        "contact",
        "leaked",
        ({ kind, acceptance }, analysis) =>
          kind === "contact" && acceptance === "accepted" && hasStranger(analysis),
      ),
      nothingFromOtherCases("contact"),
    ),
  },
  {
    id: "isolation/messages",
    basis: "implied",
    title: "a message of one session is not in the history of another",
    quote: "The unique identifier of the chat session",
    sends: [isolation, sequences, longConversation],
    judge: both(
      history(
        ["leaked"],
        ({ acceptance }, { facts }) => facts.sessions.size > 1 && acceptance === "accepted",
      ),
      noMessageFromOtherCases,
    ),
  },
];
