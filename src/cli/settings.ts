import { randomInt } from "node:crypto";
import { type Omission, ON_DEMAND } from "../evidence/omission.ts";
import { isLoopback } from "../http/http-transport.ts";
import { defaultProfile } from "../running/profiles.ts";
import { isPlaceholderKey } from "../send-message/consumer-rules/placeholder-key.ts";
import { UsageError } from "../usage-error.ts";
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
    strict: isStrict(options),
    failOnChange: failsOnChange({ ...options, profile }),
    seed: options.seed ?? randomInt(1, 2 ** 31),
    isSeedGiven: options.seed !== undefined,
  };
}

export function isStrict({ strict, failOn }: Pick<ProviderOptions, "strict" | "failOn">): boolean {
  return strict || failOn === "warn";
}

export function failsOnChange({
  failOnChange,
  failOn,
  baseline,
  profile,
}: Pick<ProviderOptions, "failOnChange" | "failOn" | "baseline"> & { readonly profile: string }): boolean {
  return failOnChange || failOn === "change" || (profile === "canary" && baseline !== undefined);
}

/** A mistake, if the first holds: what is wrong, and what to do. */
type Mistake = readonly [isMade: boolean, message: string, hint: string];

/** Refuses options that do not go together, before anything is sent. @throws UsageError */
export function checkSettings(settings: Settings, environment: NodeJS.ProcessEnv): void {
  const mistakes = [
    ...embedded(settings, environment),
    ...watched(settings),
    ...certified(settings),
    ...sent(settings),
  ];
  const made = mistakes.find(([isMade]) => isMade);
  if (made !== undefined) throw new UsageError("conflict", made[1], made[2]);
}

/** A variable that looks as if it named a provider must not end in a run of the embedded one. */
function embedded({ url }: Settings, environment: NodeJS.ProcessEnv): Mistake[] {
  const near = Object.keys(environment).find(
    (name) => /^OPENCX_.*(URL|HOST|ENDPOINT|TOKEN|KEY)$/.test(name) && environment[name] !== "",
  );
  return [
    [
      url === undefined && near !== undefined,
      `${near} is set, which the suite does not read; no provider URL is given`,
      "the suite reads OPENCX_BASE_URL and OPENCX_API_KEY",
    ],
  ];
}

/** A watched provider is one that the user starts again and again. */
function watched({ watch, url, start, certificate, dryRun, profile }: Settings): Mistake[] {
  const others: readonly (readonly [boolean, string])[] = [
    [url === undefined, "the embedded provider"],
    [start !== undefined, "--start"],
    [certificate !== undefined, "--certificate"],
    [dryRun, "--dry-run"],
    [profile === "canary", "--profile canary"],
  ];
  return others.map(([isThere, other]) => [
    watch && isThere,
    `--watch does not go with ${other}: it watches a provider that you start again yourself`,
    "give --url, and leave the other out",
  ]);
}

/** What is a part, or was shown by a key that is none proves too little for a certificate. */
function certified({ certificate, token, readOnlyToken, insecure, profile, shard }: Settings): Mistake[] {
  if (certificate === undefined) return [];
  const placeholder = [token, readOnlyToken].find((key) => typeof key === "string" && isPlaceholderKey(key));
  return [
    [
      insecure,
      "--certificate needs a provider whose own certificate was checked, and --insecure checks none",
      "give the authority of the provider with --ca instead of --insecure",
    ],
    [
      placeholder !== undefined,
      `"${placeholder}" is a placeholder, not an API key: a run with it gets no certificate`,
      "give the real key with OPENCX_API_KEY or --token",
    ],
    [
      shard !== undefined,
      "a certificate needs a whole run, and --shard is a part of one",
      "leave --shard or --certificate out",
    ],
    [
      profile === "canary",
      "--profile canary has one case: too little for --certificate",
      "use --profile quick, or a larger one",
    ],
  ];
}

/** What a run that sends needs. */
function sent({ shard, isSeedGiven, without, session, url, profile }: Settings): Mistake[] {
  return [
    [
      shard !== undefined && !isSeedGiven,
      "the shards of one run need the same seed, and none is given",
      "give every shard the same --seed, such as the number of the CI run",
    ],
    [
      shard !== undefined && profile === "canary",
      "--profile canary has one case: too little for --shard",
      "use --profile quick, or a larger one",
    ],
    [
      without?.includes("create-session") === true && session === undefined,
      "--without create-session leaves no session to send to",
      `name an existing one with --session ID${url === undefined ? ", and its provider with --url" : ""}`,
    ],
  ];
}
