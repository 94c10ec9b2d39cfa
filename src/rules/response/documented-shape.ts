import { documentedShape } from "../judge/documented-shape.ts";
import { everyAnswer, isSuccess } from "../judge/responses.ts";
import { defineRule } from "../rule.ts";

export const responseDocumentedShape = defineRule({
  id: "response/documented-shape",
  basis: "implied",
  title: "an answer of the operation is as the document describes it",
  quote: "Default Response",
  scenarios: ["merge", "rejection-in-context", "long-conversation"],
  judge: everyAnswer(isSuccess, ({ status, body }, it) =>
    documentedShape(it.contract.responseErrors("sendMessage", status, body ?? null)),
  ),
});
