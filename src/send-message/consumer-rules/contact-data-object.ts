import { member } from "../analysis/facts.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { shapeHolds } from "./judge/shape.ts";

export const consumerContactDataObject = defineConsumerRule({
  id: "consumer/contact-data-object",
  basis: "stated",
  title: "contact.custom_data is an object",
  quote: "This endpoint accepts two independent custom_data objects, each merged into a different record:",
  otherwise: "it sent no contact data",
  judge: shapeHolds(
    (place) => place.join("/") === "contact/custom_data",
    (body) => member(body, "contact", "custom_data") !== undefined,
  ),
});
