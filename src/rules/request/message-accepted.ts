import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestMessageAccepted = defineRule({
  id: "request/message-accepted",
  basis: "stated",
  title: "a message with a sender and a text, and nothing else, is accepted",
  quote: "message\nobject\nrequired",
  scenarios: ["merge", "messages"],
  judge: accepted(["message"]),
});
