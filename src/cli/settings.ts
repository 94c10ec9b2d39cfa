import { randomInt } from "node:crypto";
import type { Shard } from "../running/plan.ts";
import { DEFAULT_SETTLE_MS, DEFAULT_WORKERS, defaultProfile, PROFILE_BOUNDS } from "../running/profiles.ts";
import { UsageError } from "../usage-error.ts";
import { readConfig, readSetting } from "./config.ts";

/** Options of `provider` as they were given, by flag, environment or configuration; nothing is filled in. */
export interface ProviderFlags {
  readonly url?: URL;
  readonly token?: string;
  readonly readOnlyToken?: string;
  readonly header?: readonly [string, string][];
  readonly session?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly profile?: "quick" | "standard" | "thorough";
  readonly strict?: boolean;
  readonly seed?: number;
  readonly rule?: readonly string[];
  readonly exclude?: readonly string[];
  readonly waivers?: string;
  readonly rateLimit?: number | "auto";
  readonly workers?: number;
  readonly requestTimeout?: number;
  readonly settle?: number;
  readonly maxRequests?: number;
  readonly maxSessions?: number;
  readonly maxTime?: number;
  readonly maxFailures?: number;
  readonly bail?: boolean;
  readonly ticketingWait?: number;
  readonly shard?: Shard;
  readonly wait?: number;
  readonly start?: string;
  readonly failOn?: "fail" | "warn" | "change";
  readonly spec?: string;
  readonly ticketingSink?: string;
  readonly name?: string;
  readonly baseline?: string;
  readonly failOnChange?: boolean;
  readonly report?: readonly string[];
  readonly reportDir?: string;
  readonly evidenceLog?: string;
  readonly evidence?: string;
  readonly har?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly validDays?: number;
  readonly providerVersion?: string;
  readonly dryRun?: boolean;
  readonly verbose?: boolean;
}

export interface Settings extends ProviderFlags {
  readonly profile: "quick" | "standard" | "thorough";
  readonly strict: boolean;
  readonly seed: number;
  /** Whether the seed was given, rather than drawn. */
  readonly isSeedGiven: boolean;
  readonly workers: number;
  readonly requestTimeout: number;
  readonly settle: number;
  readonly maxRequests: number;
  readonly maxSessions: number;
  readonly maxTime: number;
}

/** Flag over environment over configuration file over default. @throws UsageError */
export async function settingsOf(flags: ProviderFlags, environment: NodeJS.ProcessEnv): Promise<Settings> {
  const configured: ProviderFlags = await readConfig();
  const { OPENCX_BASE_URL: url, OPENCX_API_KEY: token } = environment;
  for (const [name, value] of Object.entries({ OPENCX_BASE_URL: url, OPENCX_API_KEY: token }))
    if (value !== undefined && value.trim() === "")
      throw new UsageError(
        "empty-variable",
        `${name} is set, but empty`,
        "give it a value, or unset it; in CI, check that the secret or variable reaches this job",
      );
  const fromEnvironment: ProviderFlags = {
    ...(url ? { url: readSetting("url", url, "OPENCX_BASE_URL") as URL } : {}),
    ...(token ? { token } : {}),
  };
  const given = { ...configured, ...fromEnvironment, ...defined(flags) };
  for (const name of ["token", "readOnlyToken", "name", "session"] as const)
    if (given[name]?.trim() === "")
      throw new UsageError("empty-option", `${name} is empty`, "give it a value, or leave it out");
  const profile = given.profile ?? defaultProfile(given.url);
  return {
    ...given,
    profile,
    strict: given.strict ?? given.failOn === "warn",
    failOnChange: given.failOnChange ?? given.failOn === "change",
    seed: given.seed ?? randomInt(1, 2 ** 31),
    isSeedGiven: given.seed !== undefined,
    workers: given.workers ?? DEFAULT_WORKERS,
    requestTimeout: given.requestTimeout ?? 10_000,
    settle: given.settle ?? DEFAULT_SETTLE_MS,
    maxRequests: given.maxRequests ?? PROFILE_BOUNDS[profile].maxRequests,
    maxSessions: given.maxSessions ?? PROFILE_BOUNDS[profile].maxSessions,
    maxTime: given.maxTime ?? PROFILE_BOUNDS[profile].maxTimeMs,
  };
}

function defined(flags: ProviderFlags): ProviderFlags {
  return Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined),
  ) as ProviderFlags;
}
