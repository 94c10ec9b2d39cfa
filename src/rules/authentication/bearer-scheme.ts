import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const authenticationBearerScheme = defineRule({
  id: "authentication/bearer-scheme",
  basis: "stated",
  title: "the key is shown as Bearer in the Authorization header, and in no other way",
  quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
  scenarios: ["wrong-keys"],
  judge: refused(
    (ask) => about.credential(ask) && ["basic", "no-scheme", "empty", "in-query"].includes(ask.credential),
  ),
});
