import { defineConsumerRule } from "./consumer-rule.ts";
import { shapeHolds } from "./judge/shape.ts";

export const consumerMessage = defineConsumerRule({
  id: "consumer/message",
  basis: "stated",
  title: "every send holds a message, an object",
  quote: "message object required",
  otherwise: "it sent no JSON",
  judge: shapeHolds(([top, ...rest]) => top === "message" && rest.length === 0),
});
