import type { Violation } from "../../../judging/judgement.ts";
import type { SchemaError } from "../../contract/contract.ts";

/** Members that have a rule of their own. */
const OWN_RULES = new Set(["/success", "/data"]);

/** The first place where a body breaks the document. */
export function documentedShape(errors: readonly SchemaError[]): Omit<Violation, "exchanges"> | undefined {
  const error = errors.find((each) => each.basis !== "open" && !OWN_RULES.has(each.place));
  return error === undefined
    ? undefined
    : {
        expected: `${error.expected} at ${error.place || "the top"}`,
        got: `the body breaks "${error.keyword}" there`,
      };
}
