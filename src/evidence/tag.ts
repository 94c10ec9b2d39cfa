import type { Json } from "../json/json.ts";
import type { Script } from "./case.ts";
import type { Step } from "./step.ts";

/** A tag that is part of no other tag: it ends in a letter that stands nowhere else in it. */
export function tagOf(nonce: string, scenario: number, number: number): string {
  const base = (value: number) => value.toString(32);
  return `oc${nonce}y${base(scenario)}x${base(number)}z`;
}

/** In the place of a tag in a case that was recorded elsewhere: all that is in it is its own, and its people need not be new. */
export const RECORDED_ELSEWHERE = "recorded-elsewhere";

/** Whether a value is a text that holds the tag of another case, and not this one: then it was sent there. */
export function isOfAnotherCase(text: Json, tag: string): boolean {
  if (tag === RECORDED_ELSEWHERE) return false;
  return typeof text === "string" && !text.includes(tag) && /oc[0-9a-z]*y[0-9a-v]+x[0-9a-v]+z/.test(text);
}

/** The same script under another tag: its keys, texts and contacts are new, so that it meets nothing it left before. */
export function withTag(script: Script, tag: string): Script {
  const steps = JSON.parse(JSON.stringify(script.steps).replaceAll(script.tag, tag)) as Step[];
  return { ...script, tag, steps };
}
