import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { independence } from "../scenarios/isolation.ts";
import { merge, senders } from "../scenarios/merge.ts";
import { longConversation, manyKeys } from "../scenarios/updates.ts";
import { accepted } from "./judge/answers.ts";
import { othersUntouched } from "./judge/others-untouched.ts";
import { absentFrom } from "./judge/records.ts";
import { defineRule, type Rule } from "./rule.ts";

export const independenceRules: readonly Rule[] = [
  defineRule({
    id: "independence/both-accepted",
    basis: "stated",
    title: "session data and contact data are accepted in one request",
    quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
    sends: [merge, manyKeys],
    judge: accepted(["both custom data"]),
  }),
  defineRule({
    id: "independence/session-data-not-in-contact",
    basis: "stated",
    title: "session data does not appear in the contact",
    quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
    sends: [independence, merge, senders, longConversation, mergeDesign],
    judge: absentFrom({
      record: "contact",
      kinds: ["crossed"],
      source: (write) => write.kind === "session" && write.fate === "accepted",
    }),
  }),
  defineRule({
    id: "independence/contact-data-not-in-session",
    basis: "stated",
    title: "contact data does not appear in the session",
    quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
    sends: [independence, merge, senders, longConversation, mergeDesign],
    judge: absentFrom({
      record: "session",
      kinds: ["crossed"],
      source: (write) => write.kind === "contact" && write.fate !== "refused",
    }),
  }),
  defineRule({
    id: "independence/keys-alter-nothing-else",
    basis: "implied",
    title:
      "a key of custom data alters nothing but its record, also where the session or contact has a member of its name",
    quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
    sends: [mergeDesign],
    judge: othersUntouched,
  }),
];
