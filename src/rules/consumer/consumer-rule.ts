import type { Basis } from "../../contract/words.ts";
import type { Judgement, Source } from "../rule.ts";
import type { RunCondition } from "./consumer-case.ts";
import type { ConsumerLook, Run } from "./consumer-look.ts";

/** A duty of the consumer, or something that it may do as it likes: its sentence as data, then its judgement. */
export interface ConsumerRule {
  /** `consumer/<name>`, its path under `rules/`. Keeps its meaning for ever. */
  readonly id: string;
  readonly basis: Basis;
  /** What holds, as a sentence without its full stop. */
  readonly title: string;
  /** The words of the page that say it, or that it follows from. */
  readonly quote?: string;
  /** The page or practice that it comes from, where the page of the operation does not say it. */
  readonly source?: Source;
  /** The conditions under which it is judged; every run where there are none. */
  readonly conditions?: readonly RunCondition[];
  /** Why nothing was there to judge, in a run in which something was sent: "it sent no contact data". */
  readonly otherwise: string;
  /** Judges one run. Violations name exchanges by their index into the case's `received`. */
  readonly judge: (run: Run, it: ConsumerLook) => Judgement;
}

/** Declares a rule; a rule names the sentence or the source that it comes from. */
export function defineConsumerRule(rule: ConsumerRule): ConsumerRule {
  return rule;
}
