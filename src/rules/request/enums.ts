import { shapeFaults } from "../../arbitraries/shape-faults.ts";
import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestEnums = defineRule({
  id: "request/enums",
  basis: "implied",
  title: "a sender that the page does not list is refused",
  quote: "Available options:\ncontact,\nagent",
  scenarios: ["shapes"],
  setBy: (contract) => shapeFaults(contract).some((fault) => fault.keyword === "enum"),
  judge: refused(about.shape("enum", "const")),
});
