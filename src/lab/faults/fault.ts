import type { Behaviour } from "../../send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../send-message/reference-provider/correct-behaviour.ts";
import type { Effect } from "./effect.ts";
import type { Trigger } from "./trigger.ts";
import { always } from "./triggers.ts";

/** A planted defect: an effect, and when it shows. */
export interface Fault {
  /** `<effect>--<trigger>`, or the name of the effect alone where it always shows. */
  readonly name: string;
  /** What the provider does and when, as a clause without its subject. */
  readonly description: string;
  readonly effect: string;
  readonly trigger: string;
  /** Ids of the rules that it breaks; the first one names the cause. */
  readonly rules: readonly [string, ...string[]];
  /** The correct behaviour, or another one, with this defect; it belongs to one provider. */
  behave(behaviour?: Behaviour): Behaviour;
}

/** An effect under a trigger. */
export function faultOf(effect: Effect, trigger: Trigger = always): Fault {
  const isAlways = trigger.name === always.name;
  const rules = effect.rules.map((rule) => ruleUnder(trigger, rule)) as [string, ...string[]];
  return {
    name: isAlways ? effect.name : `${effect.name}--${trigger.name}`,
    description: isAlways ? effect.description : `${effect.description}, ${trigger.description}`,
    effect: effect.name,
    trigger: trigger.name,
    rules,
    behave(behaviour = correctBehaviour) {
      const started = trigger.start(behaviour);
      return effect.apply(started.behaviour, started.when);
    },
  };
}

/** The page speaks of keys that are sent; what it says of odd ones is implied, and of known ones stands elsewhere. */
function ruleUnder({ unusual, known }: Trigger, rule: string): string {
  const [area, name] = rule.split("/") as [string, string];
  if (name !== "sent-keys-added" && name !== "sent-keys-updated") return rule;
  return `${area}/${unusual ? "unusual-come-back" : known ? "sent-keys-updated" : name}`;
}
