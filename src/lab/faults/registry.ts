import { UsageError } from "../../usage-error.ts";
import type { Effect } from "./effect.ts";
import { effects } from "./effects.ts";
import { type Fault, faultOf } from "./fault.ts";
import { isPublished, published } from "./published.ts";
import type { Trigger } from "./trigger.ts";
import { triggers } from "./triggers.ts";

const effectsByName = new Map(effects.map((effect) => [effect.name, effect]));
const triggersByName = new Map(triggers.map((trigger) => [trigger.name, trigger]));

/** Every effect under every trigger that makes sense with it. */
export const effectTriggerPairs: readonly (readonly [Effect, Trigger])[] = effects.flatMap((effect) =>
  triggers.filter((trigger) => makesSense(effect, trigger)).map((trigger) => [effect, trigger] as const),
);

/** The published faults: effects that always show, and the ones that are known to hide. */
export const faults: readonly Fault[] = [
  ...effects.filter(isPublished).map((effect) => faultOf(effect)),
  ...published.map(findFault),
];

/**
 * A fault by its name, published or not.
 * @throws UsageError for a name that is no effect, no trigger, or no pair that makes sense
 */
export function findFault(name: string): Fault {
  const [effectName = "", triggerName = "always"] = name.split("--");
  const effect = effectsByName.get(effectName);
  const trigger = triggersByName.get(triggerName);
  if (effect && trigger && makesSense(effect, trigger)) return faultOf(effect, trigger);
  throw new UsageError(
    `unknown fault "${name}"`,
    effect
      ? triggersFor(effect)
      : `the nearest are ${near(effectName).join(", ")}; \`mock --list-faults\` lists all`,
  );
}

function makesSense(effect: Effect, { family }: Trigger): boolean {
  return family === "always" || effect.triggers.includes(family);
}

function triggersFor(effect: Effect): string {
  const names = triggers.filter((trigger) => makesSense(effect, trigger)).map(({ name }) => name);
  return names.length === 1
    ? `${effect.name} always shows, and has no trigger`
    : `${effect.name} goes with ${names.join(", ")}`;
}

/** The effects whose names share most words with this one. */
function near(name: string): string[] {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const shared = (effect: Effect) => effect.name.split("-").filter((word) => words.includes(word)).length;
  return [...effects]
    .sort((one, other) => shared(other) - shared(one))
    .slice(0, 3)
    .map((effect) => effect.name);
}
