import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const authenticationWrongKeyRefused = defineRule({
  id: "authentication/wrong-key-refused",
  basis: "stated",
  title: "a send with a key that nobody was given is not accepted",
  quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
  scenarios: ["wrong-keys"],
  judge: refused((ask) => about.credential(ask) && ask.credential === "wrong"),
});
