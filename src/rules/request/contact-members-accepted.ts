import { accepted } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestContactMembersAccepted = defineRule({
  id: "request/contact-members-accepted",
  basis: "stated",
  title: "the members of contact that the page shows are accepted",
  quote: "contact\nobject",
  scenarios: ["documented", "documented-effects"],
  judge: accepted(["contact members"]),
});
