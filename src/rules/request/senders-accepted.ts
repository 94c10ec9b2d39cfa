import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestSendersAccepted = defineRule({
  id: "request/senders-accepted",
  basis: "stated",
  title: "both senders that the page lists are accepted",
  quote: "Available options:\ncontact,\nagent",
  scenarios: ["documented", "senders", "messages"],
  judge: accepted(["agent as sender"]),
});
