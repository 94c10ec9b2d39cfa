import { shapeFaults } from "../../arbitraries/shape-faults.ts";
import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestRequired = defineRule({
  id: "request/required",
  basis: "stated",
  title: "a request that lacks a required member is refused",
  quote: "sender\nenum<string>\nrequired",
  scenarios: ["shapes"],
  setBy: (contract) => shapeFaults(contract).some((fault) => fault.keyword === "required"),
  judge: refused(about.shape("required")),
});
