import { isolation, noAddress, pollution } from "../scenarios/isolation.ts";
import { sequences } from "../scenarios/sequences.ts";
import { history } from "./judge/messages.ts";
import { hasStranger } from "./judge/ordinary.ts";
import { absentFrom } from "./judge/records.ts";
import { defineRule, type Rule } from "./rule.ts";

export const isolationRules: readonly Rule[] = [
  defineRule({
    id: "isolation/session-data",
    basis: "stated",
    title: "data of one session is not visible in another",
    quote: "session-level attributes that belong to this conversation",
    sends: [isolation, pollution, sequences],
    judge: absentFrom({
      record: "session",
      kinds: ["leaked"],
      source: (write, it) =>
        write.kind === "session" && write.fate === "accepted" && it.facts.sessions.size > 1,
    }),
  }),
  defineRule({
    id: "isolation/contact-data",
    basis: "stated",
    title: "data of one contact is not visible in another",
    quote: "contact-level attributes that belong to the person",
    sends: [isolation, noAddress],
    judge: absentFrom({
      record: "contact",
      kinds: ["leaked"],
      source: (write, it) => write.kind === "contact" && write.fate === "accepted" && hasStranger(it),
    }),
  }),
  defineRule({
    id: "isolation/messages",
    basis: "implied",
    title: "a message of one session is not in the history of another",
    quote: "The unique identifier of the chat session",
    sends: [isolation, sequences],
    judge: history(["leaked"], (send, it) => it.facts.sessions.size > 1 && send.fate === "accepted"),
  }),
];
