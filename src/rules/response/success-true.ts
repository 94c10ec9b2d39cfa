import { member } from "../../model/facts.ts";
import { everyAnswer, isSuccess } from "../judge/responses.ts";
import { defineRule } from "../rule.ts";

export const responseSuccessTrue = defineRule({
  id: "response/success-true",
  basis: "implied",
  title: "the answer to an accepted send says that it succeeded",
  quote: '"success": true',
  scenarios: ["merge", "long-conversation"],
  judge: everyAnswer(isSuccess, ({ body }) =>
    member(body, "success") === false
      ? { expected: "success: true on a 2xx answer", got: "success: false" }
      : undefined,
  ),
});
