import { defineConsumerRule } from "./consumer-rule.ts";
import { shapeHolds } from "./judge/shape.ts";

export const consumerSender = defineConsumerRule({
  id: "consumer/sender",
  basis: "stated",
  title: "every send names its sender, one of contact and agent",
  quote: "sender enum<string> required Available options: contact, agent",
  otherwise: "it sent no JSON",
  judge: shapeHolds(([top, ...rest]) => top === "sender" && rest.length === 0),
});
