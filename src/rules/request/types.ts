import { shapeFaults } from "../../arbitraries/shape-faults.ts";
import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestTypes = defineRule({
  id: "request/types",
  basis: "implied",
  title: "a member of a wrong type is refused",
  quote: "should_take_over_session_from_ai\nboolean",
  scenarios: ["shapes", "robustness"],
  setBy: (contract) => shapeFaults(contract).some((fault) => fault.keyword === "type"),
  judge: refused(about.shape("type")),
});
