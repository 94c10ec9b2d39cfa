import { errorShape } from "../judge/error-shape.ts";
import { everyAnswer, hasErrorShape, isToOddSession } from "../judge/responses.ts";
import { defineRule } from "../rule.ts";

export const responseErrorShape = defineRule({
  id: "response/error-shape",
  basis: "implied",
  title: "400, 401, 403 and 404 are answered in the documented error shape",
  source: "Authentication",
  scenarios: ["rejection-in-context", "wrong-keys", "shapes", "late-rejections"],
  judge: everyAnswer(hasErrorShape, (answer, it) =>
    isToOddSession(answer, it) ? undefined : errorShape(answer.body, answer.exchange),
  ),
});
