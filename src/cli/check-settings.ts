import { isPlaceholderKey } from "../send-message/consumer-rules/placeholder-key.ts";
import { UsageError } from "../usage-error.ts";
import type { Settings } from "./settings.ts";

/** A mistake, if the first holds: what is wrong, and what to do. */
type Mistake = readonly [isMade: boolean, message: string, hint: string];

/** Refuses options that do not go together, before anything is sent. @throws UsageError */
export function checkSettings(settings: Settings, environment: NodeJS.ProcessEnv): void {
  const isRecorded = (settings.evidence ?? settings.har) !== undefined;
  const mistakes = [
    ...(isRecorded ? [] : embedded(settings, environment)),
    ...watched(settings, isRecorded),
    ...certified(settings, isRecorded),
    ...(isRecorded ? [] : sent(settings)),
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
function watched(
  { watch, url, start, certificate, dryRun, profile }: Settings,
  isRecorded: boolean,
): Mistake[] {
  const others: readonly (readonly [boolean, string])[] = [
    [isRecorded, "a recording"],
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

/** What was recorded elsewhere, is a part, or was shown by a key that is none proves too little for a certificate. */
function certified(
  { certificate, token, readOnlyToken, insecure, profile, shard }: Settings,
  isRecorded: boolean,
): Mistake[] {
  if (certificate === undefined) return [];
  const placeholder = [token, readOnlyToken].find((key) => typeof key === "string" && isPlaceholderKey(key));
  return [
    [
      isRecorded,
      "--certificate needs a run of its own, and --evidence and --har judge what was recorded",
      "leave --certificate or the recording out",
    ],
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
