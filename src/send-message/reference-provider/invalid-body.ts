import { pointerSegments } from "../../json/pointer.ts";
import type { SchemaError } from "../contract/contract.ts";
import { Refusal } from "./refusal.ts";

// A body of some megabytes can hold as many problems.
const MAX_REASONS = 20;

/** Refuses a body with a 400 that names its first problems. */
export function invalidBody(problems: readonly SchemaError[]): Refusal {
  return new Refusal(400, problems.slice(0, MAX_REASONS).map(inWords));
}

function inWords({ place, keyword, expected }: SchemaError): string {
  const name = pointerSegments(place).join(".") || "the body";
  return keyword === "required" ? `${name} is required` : `${name} must be ${expected}`;
}
