import { isObject } from "../../contract/words.ts";
import { member } from "../../model/facts.ts";
import { answerTo } from "../judge/observing.ts";
import { defineRule } from "../rule.ts";

export const openEmptyMessage = defineRule({
  id: "open/empty-message",
  basis: "open",
  title: "what is answered to an empty message object",
  quote: "message\nobject\nrequired",
  scenarios: ["open-requests"],
  judge: answerTo(
    (ask) =>
      isObject(member(ask.body, "message")) &&
      Object.keys(member(ask.body, "message") as object).length === 0,
  ),
});
