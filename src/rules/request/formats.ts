import { shapeFaults } from "../../arbitraries/shape-faults.ts";
import { about, refused } from "../judge/answers.ts";
import { defineRule } from "../rule.ts";

export const requestFormats = defineRule({
  id: "request/formats",
  basis: "implied",
  title: "a malformed e-mail address, or another value that breaks its format or bounds, is refused",
  quote: '"email": "[email protected]"',
  scenarios: ["shapes"],
  setBy: (contract) => shapeFaults(contract).some((fault) => fault.keyword === "format"),
  judge: refused(
    about.shape("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"),
  ),
});
