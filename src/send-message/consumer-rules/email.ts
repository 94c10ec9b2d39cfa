import { member } from "../analysis/facts.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { shapeHolds } from "./judge/shape.ts";

export const consumerEmail = defineConsumerRule({
  id: "consumer/email",
  basis: "implied",
  title: "contact.email is an e-mail address",
  quote: '"email": "[email protected]"',
  otherwise: "it sent no e-mail address",
  judge: shapeHolds(
    (place, keyword) => place.join("/") === "contact/email" && keyword === "format",
    (body) => typeof member(body, "contact", "email") === "string",
  ),
});
