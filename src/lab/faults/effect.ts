import type { Behaviour } from "../../send-message/reference-provider/behaviour.ts";
import type { Family, When } from "./trigger.ts";

/** What goes wrong, whenever a trigger says so. */
export interface Effect {
  readonly name: string;
  /** What the provider does, as a clause without its subject; a trigger goes on with when. */
  readonly description: string;
  /** Ids of the rules that it breaks; the first one names the cause. */
  readonly rules: readonly [string, ...string[]];
  /** The triggers that make sense with it, `always` aside. */
  readonly triggers: readonly Family[];
  readonly apply: Apply;
}

/** An effect that breaks one rule, and that no trigger goes with. */
export function untriggered(name: string, description: string, rule: string, apply: Apply): Effect {
  return { name, description, rules: [rule], triggers: [], apply };
}

/** Changes a behaviour; what it remembers belongs to the one provider that it is called for. */
export type Apply = (behaviour: Behaviour, when: When) => Behaviour;

/** Who sends, whether with the other custom_data, and what came before: triggers that go with whatever a send may do. */
export const CONTEXTS: readonly Family[] = [
  "from-message",
  "sender",
  "other-data",
  "second-session",
  "after-rejection",
];

/** Those, and every n-th message: for what every send does. */
export const CALLS: readonly Family[] = [...CONTEXTS, "every-messages"];

/** Those, and triggers that look at other members, or pick some among many keys, whatever their names and values. */
export const PLACES: readonly Family[] = [
  ...CALLS,
  "beside",
  "key-count",
  "key-place",
  "known-key",
  "new-key",
];

/** Those, and triggers that pick particular keys and values. */
export const ENTRIES: readonly Family[] = [...PLACES, "key-class", "ordinary-key-class", "value-length"];
