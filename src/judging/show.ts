import type { Json } from "../json/json.ts";

/** A value as a reader wants to see it: JSON, cut after 80 characters; `nothing` for `undefined`. */
export function show(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 60)}… (${text.length} characters)`;
}
