import type { Json } from "../../../json/json.ts";
import type { Asked } from "../../analysis/asked.ts";
import type { Look } from "../../analysis/look.ts";

/** A value as a reader wants to see it: JSON, cut after 80 characters; `nothing` where there is none. */
export function show(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 60)}… (${text.length} characters)`;
}

/** What a provider answered to a send: "400", "500, three of three times", "no answer (timeout)". */
export function answerWords(it: Look, ask: Asked): string {
  if (ask.answer === "crashed") return `${ask.status}, ${ask.tries.length} of ${ask.tries.length} times`;
  if (ask.status !== undefined) return String(ask.status);
  return `no answer (${it.exchange(ask.tries.at(-1)!).error?.kind ?? "unknown"})`;
}
