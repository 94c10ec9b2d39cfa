import { about, refused } from "./judge/answers.ts";
import { noServerErrorAtOnce } from "./judge/at-once.ts";
import { noServerError } from "./judge/server-errors.ts";
import { defineRule, type Rule } from "./rule.ts";

export const robustnessRules: readonly Rule[] = [
  defineRule({
    id: "robustness/no-server-error",
    basis: "implied",
    title: "no request is answered with a server error, or breaks the connection, again and again",
    source: "good practice",
    scenarios: [
      "merge-design",
      "rejection-design",
      "robustness",
      "hostile",
      "shapes",
      "lengths",
      "session-data-not-values",
      "contact-data-not-values",
      "open-requests",
    ],
    judge: noServerError,
  }),
  defineRule({
    id: "robustness/no-server-error-at-once",
    basis: "implied",
    title:
      "sends that are accepted one by one are not answered with server errors when they come at the same time",
    source: "good practice",
    scenarios: ["together-in-company", "together-session-keys", "together-contact-keys", "race-design"],
    judge: noServerErrorAtOnce,
  }),
  defineRule({
    id: "robustness/unknown-session-refused",
    basis: "implied",
    title: "a send to a session that does not exist is refused with a 4xx",
    quote: "The unique identifier of the chat session",
    scenarios: ["robustness"],
    judge: refused(about.session),
  }),
];
