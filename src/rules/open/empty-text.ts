import { member } from "../../model/facts.ts";
import { answerTo } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openEmptyText = defineRule({
  id: "open/empty-text",
  basis: "open",
  title: "what is answered to an empty text",
  quote: "message\nobject\nrequired",
  scenarios: ["open-requests"],
  judge: answerTo((ask) => member(ask.body, "message", "text") === ""),
});
