import type { Json } from "../../json/json.ts";

/** What an attempt to prove that one set is a subset of another came to: the proof, or possible counterexamples. */
export type Attempt =
  | { readonly proven: true }
  | { readonly proven: false; readonly candidates: readonly Json[] };

export function attempt(proven: boolean, candidates: readonly Json[]): Attempt {
  return proven ? { proven } : { proven, candidates };
}
