import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const authenticationWholeKeyCompared = defineRule({
  id: "authentication/whole-key-compared",
  basis: "stated",
  title:
    "a key is compared whole: neither its first half, nor a longer one, nor one with another end or in the other case is accepted",
  quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
  scenarios: ["wrong-keys"],
  judge: refused(
    (ask) =>
      about.credential(ask) && ["half", "longer", "last-changed", "other-case"].includes(ask.credential),
  ),
});
