import type { Behaviour } from "../../send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  type ReferenceProvider,
  type ReferenceProviderOptions,
} from "../../send-message/reference-provider/create-reference-provider.ts";
import { UsageError } from "../../usage-error.ts";

/** A fetch handler, on its way to the wire. */
export type Handler = ReferenceProvider["fetch"];

/** A provider that keeps the contract and does what it leaves open in a way of its own. */
export interface Variant {
  readonly name: string;
  /** What the provider does, as a clause without its subject. */
  readonly description: string;
  /** What it differs in: two variants about one thing exclude each other. */
  readonly about: readonly string[];
  /** Ids of the open rules that observe it otherwise than the correct provider. */
  readonly open: readonly string[];
  /** Changes a behaviour; what it remembers belongs to the one provider that it is called for. */
  readonly behave?: (behaviour: Behaviour) => Behaviour;
  readonly options?: Pick<ReferenceProviderOptions, "pageSize" | "maxBodyBytes" | "rateLimit">;
  /** What lies between the provider and the wire. */
  readonly carry?: (handler: Handler) => Handler;
  /** Stands before the paths of the operations. Default: none. */
  readonly basePath?: string;
}

/**
 * Two variants as one.
 * @throws UsageError where they are about the same thing
 */
export function compose(one: Variant, other: Variant): Variant {
  const shared = one.about.find((topic) => other.about.includes(topic));
  if (shared !== undefined) {
    throw new UsageError(
      `${one.name} and ${other.name} are both about ${shared}`,
      "name variants that differ in other things",
    );
  }
  const basePath = one.basePath ?? other.basePath;
  return {
    name: `${one.name}+${other.name}`,
    description: `${one.description}; ${other.description}`,
    about: [...one.about, ...other.about],
    open: [...new Set([...one.open, ...other.open])],
    behave: (behaviour) => behaving(other, behaving(one, behaviour)),
    options: { ...one.options, ...other.options },
    carry: (handler) => carrying(other, carrying(one, handler)),
    ...(basePath === undefined ? {} : { basePath }),
  };
}

/** A provider of this variant; `behaviour` is what it varies. */
export function createVariant(variant: Variant, options: ReferenceProviderOptions = {}): ReferenceProvider {
  const behaviour = behaving(variant, options.behaviour ?? correctBehaviour);
  const provider = createReferenceProvider({ ...options, ...variant.options, behaviour });
  return { ...provider, fetch: carrying(variant, provider.fetch) };
}

function behaving({ behave }: Variant, behaviour: Behaviour): Behaviour {
  return behave ? behave(behaviour) : behaviour;
}

function carrying({ carry }: Variant, handler: Handler): Handler {
  return carry ? carry(handler) : handler;
}
