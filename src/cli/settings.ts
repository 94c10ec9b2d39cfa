import { randomInt } from "node:crypto";
import { type Omission, ON_DEMAND } from "../evidence/omission.ts";
import { isLoopback } from "../http/loopback.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Report } from "../reports/report.ts";
import { shellWord } from "../reports/script.ts";
import { defaultProfile } from "../running/profiles.ts";
import { isPlaceholderKey } from "../send-message/consumer-rules/placeholder-key.ts";
import { UsageError } from "../usage-error.ts";
import type { CommandOptions } from "./flags.ts";

type ProviderOptions = CommandOptions<"provider">;

/** The options of `provider`, with what depends on others filled in. Times in milliseconds. */
export interface Settings extends Omit<ProviderOptions, "profile" | "seed"> {
  readonly profile: NonNullable<ProviderOptions["profile"]>;
  readonly seed: number;
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
    failOnChange: failsOnChange(options, profile),
    seed: options.seed ?? randomInt(1, 2 ** 31),
  };
}

export function isStrict({ strict, failOn }: Pick<ProviderOptions, "strict" | "failOn">): boolean {
  return strict || failOn === "warn";
}

type OfChange = Pick<ProviderOptions, "failOnChange" | "failOn" | "baseline">;

export function failsOnChange({ failOnChange, failOn, baseline }: OfChange, profile: string): boolean {
  return failOnChange || failOn === "change" || (profile === "canary" && baseline !== undefined);
}

/** Refuses what cannot come to a verdict or a certificate, before anything is sent. @throws UsageError */
export function checkSettings(settings: Settings): void {
  const { url, profile, shard, watch, certificate, token, readOnlyToken, without, session } = settings;
  const asked = [...(settings.with ?? []), ...(settings.hostile ? (["attacks"] as const) : [])];
  const both = asked.find((each) => without?.includes(each));
  if (both !== undefined)
    throw new UsageError(
      `${both === "attacks" ? "--hostile" : `--with ${both}`} does not go with --without ${both}`,
      "leave one of the two out",
    );
  // A variable that looks as if it named a provider must not end in a run of the embedded one.
  const near = Object.keys(process.env).find(
    (name) => /^OPENCX_.*(URL|HOST|ENDPOINT|TOKEN|KEY)$/.test(name) && process.env[name] !== "",
  );
  if (url === undefined && near !== undefined)
    throw new UsageError(
      `${near} is set, which the suite does not read; no provider URL is given`,
      "the suite reads OPENCX_BASE_URL and OPENCX_API_KEY",
    );
  const [more] = Object.entries({ shard, certificate, watch }).find(([, value]) => value) ?? [];
  if (profile === "canary" && more !== undefined)
    throw new UsageError(
      `--profile canary has one case: too little for --${more}`,
      "use --profile quick, or a larger one",
    );
  const placeholder = [token, readOnlyToken].find((key) => typeof key === "string" && isPlaceholderKey(key));
  if (certificate !== undefined && placeholder !== undefined)
    throw new UsageError(
      `"${placeholder}" is a placeholder, not an API key: a run with it gets no certificate`,
      "give the real key with OPENCX_API_KEY or --token",
    );
  if (without?.includes("create-session") && session === undefined)
    throw new UsageError(
      "--without create-session leaves no session to send to",
      `name an existing one with --session ID${url === undefined ? ", and its provider with --url" : ""}`,
    );
}

/** The settings of a run that running a failure again depends on; values that may be secret by variables. */
export function reportedSettings(settings: Settings): NonNullable<Report["settings"]> {
  const { settle: settleMs, requestTimeout: requestTimeoutMs, session, spec } = settings;
  const { url, header = [], readOnlyToken, ticketingSink: sink } = settings;
  // A configuration file may have them for other providers.
  const { ca, cert, insecure } = url?.protocol === "https:" ? settings : {};
  const given = (value: unknown, typed: string) => (value ? [typed] : []);
  return {
    ...withoutUndefined({ settleMs, requestTimeoutMs, session, spec }),
    options: [
      ...given(ca, `--ca ${shellWord(ca ?? "")}`),
      ...given(cert, `--cert ${shellWord(cert ?? "")}`),
      ...given(insecure, "--insecure"),
      ...header.map(([name]) => `-H "${name}: $${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}"`),
      ...given(readOnlyToken, '--read-only-token "$OPENCX_READ_ONLY_KEY"'),
      ...given(
        sink,
        `--ticketing-sink ${shellWord(sink?.host.replace(/.*:.*/, "[$&]") ?? "")}:${sink?.port}`,
      ),
    ],
  };
}
