import { randomInt } from "node:crypto";
import { type Omission, ON_DEMAND } from "../evidence/omission.ts";
import { isLoopback } from "../http/http-transport.ts";
import { defaultProfile, PROFILE_BOUNDS } from "../running/profiles.ts";
import type { CommandOptions } from "./flags.ts";

type ProviderOptions = CommandOptions<"provider">;

/** The options of `provider`, with what depends on others filled in. Times in milliseconds. */
export interface Settings
  extends Omit<ProviderOptions, "profile" | "seed" | "maxRequests" | "maxSessions" | "maxTime"> {
  readonly profile: NonNullable<ProviderOptions["profile"]>;
  readonly seed: number;
  /** Whether the seed was given, rather than drawn. */
  readonly isSeedGiven: boolean;
  readonly maxRequests: number;
  readonly maxSessions: number;
  readonly maxTime: number;
}

/** What is left out: as the user says, and elsewhere than on this machine what nobody asked for. */
function omissionsOf({ url, without = [], with: asked = [], hostile }: ProviderOptions): readonly Omission[] {
  const isElsewhere = url !== undefined && !isLoopback(url.hostname);
  const isAskedFor = (omission: keyof typeof ON_DEMAND) =>
    omission === "attacks" ? hostile : asked.includes(omission);
  const unasked = Object.keys(ON_DEMAND) as (keyof typeof ON_DEMAND)[];
  return [...new Set([...without, ...(isElsewhere ? unasked.filter((each) => !isAskedFor(each)) : [])])];
}

export function settingsOf(options: ProviderOptions): Settings {
  const profile = options.profile ?? defaultProfile(options.url);
  const without = omissionsOf(options);
  const bounds = PROFILE_BOUNDS[profile];
  const isCanary = profile === "canary";
  // No option makes a canary send or create more than it says.
  const bound = (given: number | undefined, most: number) =>
    isCanary ? Math.min(given ?? most, most) : (given ?? most);
  return {
    ...options,
    ...(without.length === 0 ? {} : { without }),
    profile,
    strict: options.strict || options.failOn === "warn",
    failOnChange:
      options.failOnChange || options.failOn === "change" || (isCanary && options.baseline !== undefined),
    seed: options.seed ?? randomInt(1, 2 ** 31),
    isSeedGiven: options.seed !== undefined,
    maxRequests: bound(options.maxRequests, bounds.maxRequests),
    maxSessions: bound(options.maxSessions, bounds.maxSessions),
    maxTime: options.maxTime ?? bounds.maxTimeMs,
  };
}
