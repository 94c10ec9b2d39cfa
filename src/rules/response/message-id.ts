import { member } from "../../model/facts.ts";
import { everyAnswer, isSuccess } from "../judge/responses.ts";
import { show } from "../judge/words.ts";
import { defineRule } from "../rule.ts";

export const responseMessageId = defineRule({
  id: "response/message-id",
  basis: "implied",
  title: "the answer to an accepted send has data.message.id, a string",
  quote: '"id": "<string>"',
  scenarios: ["merge", "messages", "senders", "long-conversation"],
  judge: everyAnswer(isSuccess, ({ body }) => {
    const id = member(body, "data", "message", "id");
    return typeof id === "string" && id !== ""
      ? undefined
      : { expected: "data.message.id, a string", got: show(id) };
  }),
});
