import { member } from "../../model/facts.ts";
import { everyAnswer, hasErrorShape } from "../judge/responses.ts";
import { show } from "../judge/words.ts";
import { defineRule } from "../rule.ts";

export const responseErrorStatus = defineRule({
  id: "response/error-status",
  basis: "implied",
  title: "the statusCode of an error body is the HTTP status",
  source: "Authentication",
  scenarios: ["rejection-in-context", "wrong-keys", "late-rejections"],
  judge: everyAnswer(hasErrorShape, ({ body, status }) => {
    const said = member(body, "statusCode");
    return typeof said !== "number" || said === status
      ? undefined
      : { expected: `statusCode ${status}`, got: show(said) };
  }),
});
