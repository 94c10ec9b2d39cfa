import { isObject } from "../../contract/words.ts";
import { member } from "../../model/facts.ts";
import { everyAnswer, isSuccess } from "../judge/responses.ts";
import { show } from "../judge/words.ts";
import { defineRule } from "../rule.ts";

export const responseData = defineRule({
  id: "response/data",
  basis: "stated",
  title: "the answer to an accepted send has data, an object",
  quote: "data\nobject\nrequired",
  scenarios: ["merge", "messages", "senders", "long-conversation"],
  judge: everyAnswer(isSuccess, ({ body }) =>
    isObject(member(body, "data"))
      ? undefined
      : { expected: "data, an object", got: show(member(body, "data")) },
  ),
});
