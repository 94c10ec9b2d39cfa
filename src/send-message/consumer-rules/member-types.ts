import { isObject } from "../../json/json.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { shapeHolds } from "./judge/shape.ts";

const OTHER_MEMBERS = ["contact", "custom_data", "agent", "should_take_over_session_from_ai"];

export const consumerMemberTypes = defineConsumerRule({
  id: "consumer/member-types",
  basis: "stated",
  title: "the optional members of a send have the types that the page names",
  quote: "should_take_over_session_from_ai boolean",
  otherwise: "it sent none of the optional members",
  judge: shapeHolds(
    ([top, ...rest]) => OTHER_MEMBERS.includes(top ?? "") && rest.length === 0,
    (body) => isObject(body) && OTHER_MEMBERS.some((name) => Object.hasOwn(body, name)),
  ),
});
