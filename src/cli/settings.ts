import { randomInt } from "node:crypto";
import { type Omission, ON_DEMAND } from "../evidence/omission.ts";
import { isLoopback } from "../http/http-transport.ts";
import { defaultProfile } from "../running/profiles.ts";
import type { CommandOptions } from "./flags.ts";

type ProviderOptions = CommandOptions<"provider">;

/** The options of `provider`, with what depends on others filled in. Times in milliseconds. */
export interface Settings extends Omit<ProviderOptions, "profile" | "seed"> {
  readonly profile: NonNullable<ProviderOptions["profile"]>;
  readonly seed: number;
  /** Whether the seed was given, rather than drawn. */
  readonly isSeedGiven: boolean;
}

/** What is left out: as the user says, and elsewhere than on this machine what nobody asked for. */
function omissionsOf({ url, without = [], with: asked = [], hostile }: ProviderOptions): readonly Omission[] {
  const isElsewhere = url !== undefined && !isLoopback(url.hostname);
  const isAskedFor = (omission: keyof typeof ON_DEMAND) =>
    omission === "attacks" ? hostile : asked.includes(omission);
  const unasked = Object.keys(ON_DEMAND) as (keyof typeof ON_DEMAND)[];
  return [...new Set([...without, ...(isElsewhere ? unasked.filter((each) => !isAskedFor(each)) : [])])];
}

/** Fills in what depends on other options. */
export function settingsOf(options: ProviderOptions): Settings {
  const profile = options.profile ?? defaultProfile(options.url);
  const without = omissionsOf(options);
  return {
    ...options,
    ...(without.length === 0 ? {} : { without }),
    profile,
    strict: options.strict || options.failOn === "warn",
    failOnChange:
      options.failOnChange ||
      options.failOn === "change" ||
      (profile === "canary" && options.baseline !== undefined),
    seed: options.seed ?? randomInt(1, 2 ** 31),
    isSeedGiven: options.seed !== undefined,
  };
}
