import { member } from "../../model/facts.ts";
import { everyAnswer, isSuccess } from "../judge/responses.ts";
import { show } from "../judge/words.ts";
import { defineRule } from "../rule.ts";

export const responseSuccess = defineRule({
  id: "response/success",
  basis: "stated",
  title: "the answer to an accepted send has success, a boolean",
  quote: "success\nboolean\nrequired",
  scenarios: ["merge", "messages", "senders", "long-conversation"],
  judge: everyAnswer(isSuccess, ({ body }) =>
    typeof member(body, "success") === "boolean"
      ? undefined
      : { expected: "success, a boolean", got: show(member(body, "success")) },
  ),
});
