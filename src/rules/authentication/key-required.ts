import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const authenticationKeyRequired = defineRule({
  id: "authentication/key-required",
  basis: "stated",
  title: "a send without a key is not accepted",
  quote: "Authorization\nstring\nheader\nrequired",
  scenarios: ["wrong-keys"],
  judge: refused((ask) => about.credential(ask) && ask.credential === "none"),
});
