import { randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../contract/errors.ts";
import { parseBounded } from "../contract/parse-document.ts";
import { isObject, type Json } from "../contract/words.ts";
import { DEFAULT_SETTLE_MS, DEFAULT_WORKERS, defaultProfile, PROFILE_BOUNDS } from "../engine/profiles.ts";
import { providerFlags } from "./provider-flags.ts";

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
  readonly spec?: string;
  readonly ticketingSink?: string;
  readonly name?: string;
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
  readonly workers: number;
  readonly requestTimeout: number;
  readonly settle: number;
  readonly maxRequests: number;
  readonly maxSessions: number;
  readonly maxTime: number;
}

const CONFIG_FILES = ["ts", "json", "yaml"].map((extension) => `opencx-conformance.config.${extension}`);

/** Flag over environment over configuration file over default. @throws UsageError */
export async function settingsOf(
  flags: ProviderFlags,
  environment: NodeJS.ProcessEnv,
  parse: (name: string, text: string) => unknown,
): Promise<Settings> {
  const config = await readConfig();
  const configured = Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      typeof value === "string" ? parse(name, value) : value,
    ]),
  ) as ProviderFlags;
  const fromEnvironment: ProviderFlags = {
    ...(environment.OPENCX_BASE_URL ? { url: parse("url", environment.OPENCX_BASE_URL) as URL } : {}),
    ...(environment.OPENCX_API_KEY ? { token: environment.OPENCX_API_KEY } : {}),
  };
  const given = { ...configured, ...fromEnvironment, ...defined(flags) };
  const profile = given.profile ?? defaultProfile(given.url);
  return {
    ...given,
    profile,
    strict: given.strict ?? false,
    seed: given.seed ?? randomInt(1, 2 ** 31),
    workers: given.workers ?? DEFAULT_WORKERS,
    requestTimeout: given.requestTimeout ?? 10_000,
    settle: given.settle ?? DEFAULT_SETTLE_MS,
    maxRequests: given.maxRequests ?? PROFILE_BOUNDS[profile].maxRequests,
    maxSessions: given.maxSessions ?? PROFILE_BOUNDS[profile].maxSessions,
    maxTime: given.maxTime ?? PROFILE_BOUNDS[profile].maxTimeMs,
  };
}

async function readConfig(): Promise<{ [name: string]: Json }> {
  const file = CONFIG_FILES.find((name) => existsSync(name));
  if (file === undefined) return {};
  const content: unknown = file.endsWith(".ts")
    ? ((await import(pathToFileURL(resolve(file)).href)) as { default?: unknown }).default
    : parseBounded(readFileSync(file, "utf8"), file);
  if (!isObject(content))
    throw new UsageError(
      "bad-config",
      `${file} holds no object of options`,
      "give options by their names, like profile: quick",
    );
  return content;
}

function defined(flags: ProviderFlags): ProviderFlags {
  return Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined),
  ) as ProviderFlags;
}

/** A configured text as the option of that name reads it; what is no option is an error. @throws UsageError */
export function parseSetting(name: string, text: string): unknown {
  const flag = (
    providerFlags as Readonly<
      Record<string, { kind: string; parse?: (text: string) => unknown; values?: readonly string[] }>
    >
  )[name];
  if (flag === undefined)
    throw new UsageError(
      "unknown-setting",
      `the configuration names ${name}, which is no option`,
      "`--help` lists the options",
    );
  if (flag.values !== undefined && !flag.values.includes(text)) {
    throw new UsageError(
      "bad-setting",
      `${name} cannot be ${text}`,
      `choose one of ${flag.values.join(", ")}`,
    );
  }
  return flag.parse === undefined ? text : flag.parse(text);
}
