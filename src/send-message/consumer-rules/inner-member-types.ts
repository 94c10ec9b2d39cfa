import { isObject } from "../../json/json.ts";
import { member } from "../analysis/facts.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { shapeHolds } from "./judge/shape.ts";

export const consumerInnerMemberTypes = defineConsumerRule({
  id: "consumer/inner-member-types",
  basis: "implied",
  title: "the members of message, contact and agent have the types of the page's example",
  quote: '"agent": { "id": 123, "name": "<string>", "avatar_url": "<string>" }',
  otherwise: "it sent no message, contact or agent",
  judge: shapeHolds(
    ([top, second, ...rest], keyword) =>
      ["message", "contact", "agent"].includes(top ?? "") &&
      second !== undefined &&
      second !== "attachments" &&
      second !== "custom_data" &&
      rest.length === 0 &&
      keyword !== "format",
    (body) => ["message", "contact", "agent"].some((name) => isObject(member(body, name))),
  ),
});
