import type { Json } from "../../../json/json.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendOutcome } from "../../analysis/send-outcomes.ts";

/** A value as a reader wants to see it: JSON, cut after 80 characters; `nothing` where there is none. */
export function show(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 60)}… (${text.length} characters)`;
}

/** What a provider answered to a send: "400", "500, every time", "no answer (timeout)". */
export function answerWords(it: CaseAnalysis, send: SendOutcome): string {
  if (send.answer === "crashed") return `${send.status}, ${send.tries.length} of ${send.tries.length} times`;
  if (send.status !== undefined) return String(send.status);
  return `no answer (${it.exchange(send.tries.at(-1)!).error?.kind ?? "unknown"})`;
}
