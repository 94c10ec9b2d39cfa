import { isPlaceholderKey } from "../send-message/consumer-rules/placeholder-key.ts";
import { UsageError } from "../usage-error.ts";
import type { Settings } from "./settings.ts";

/** Refuses options that do not go together, before anything is sent. @throws UsageError */
export function checkSettings(settings: Settings, environment: NodeJS.ProcessEnv): void {
  checkVariables(settings, environment);
  checkWatched(settings);
  checkCertified(settings);
  if (settings.evidence !== undefined || settings.har !== undefined) return;
  checkShard(settings);
  checkOmissions(settings);
  checkCanary(settings);
}

/** A variable that looks as if it named a provider must not end in a run of the embedded one. @throws UsageError */
function checkVariables({ url, evidence, har }: Settings, environment: NodeJS.ProcessEnv): void {
  const near = Object.keys(environment).find(
    (name) => /^OPENCX_.*(URL|HOST|ENDPOINT|TOKEN|KEY)$/.test(name) && environment[name] !== "",
  );
  if (near === undefined || (url ?? evidence ?? har) !== undefined) return;
  throw new UsageError(
    "unknown-variable",
    `${near} is set, which the suite does not read; no provider URL is given`,
    "the suite reads OPENCX_BASE_URL and OPENCX_API_KEY",
  );
}

/** A watched provider is one that the user starts again and again. @throws UsageError */
function checkWatched({ watch, url, start, evidence, har, certificate, dryRun, profile }: Settings): void {
  const other = [
    url === undefined ? "the embedded provider" : [],
    start === undefined ? [] : "--start",
    evidence === undefined && har === undefined ? [] : "a recording",
    certificate === undefined ? [] : "--certificate",
    dryRun ? "--dry-run" : [],
    profile === "canary" ? "--profile canary" : [],
  ].flat()[0];
  if (!watch || other === undefined) return;
  throw new UsageError(
    "watch",
    `--watch does not go with ${other}: it watches a provider that you start again yourself`,
    "give --url, and leave the other out",
  );
}

/** It is one case, and too little for a certificate. @throws UsageError */
function checkCanary({ profile, certificate, shard }: Settings): void {
  if (profile !== "canary" || (certificate === undefined && shard === undefined)) return;
  throw new UsageError(
    "canary",
    `--profile canary has one case: too little for ${certificate === undefined ? "--shard" : "--certificate"}`,
    "use --profile quick, or a larger one",
  );
}

/** What was recorded elsewhere, or by a key that is none, proves too little for a certificate. @throws UsageError */
function checkCertified({ certificate, evidence, har, token, readOnlyToken, insecure }: Settings): void {
  if (certificate === undefined) return;
  if (evidence !== undefined || har !== undefined)
    throw new UsageError(
      "certificate-of-a-recording",
      "--certificate needs a run of its own, and --evidence and --har judge what was recorded",
      "leave --certificate or the recording out",
    );
  if (insecure)
    throw new UsageError(
      "insecure-certificate",
      "--certificate needs a provider whose own certificate was checked, and --insecure checks none",
      "give the authority of the provider with --ca instead of --insecure",
    );
  for (const key of [token, readOnlyToken])
    if (typeof key === "string" && isPlaceholderKey(key))
      throw new UsageError(
        "placeholder-key",
        `"${key}" is a placeholder, not an API key: a run with it gets no certificate`,
        "give the real key with OPENCX_API_KEY or --token",
      );
}

/** Without Create Session, there must be a session to use. @throws UsageError */
function checkOmissions({ without, session, url }: Settings): void {
  if (!without?.includes("create-session") || session !== undefined) return;
  throw new UsageError(
    "no-session",
    "--without create-session leaves no session to send to",
    `name an existing one with --session ID${url === undefined ? ", and its provider with --url" : ""}`,
  );
}

/** A part of a run needs the seed that all parts share, and proves too little for a certificate. @throws UsageError */
function checkShard({ shard, isSeedGiven, certificate }: Settings): void {
  if (shard === undefined) return;
  if (!isSeedGiven)
    throw new UsageError(
      "shard-without-seed",
      "the shards of one run need the same seed, and none is given",
      "give every shard the same --seed, such as the number of the CI run",
    );
  if (certificate !== undefined)
    throw new UsageError(
      "shard-certificate",
      "a certificate needs a whole run, and --shard is a part of one",
      "leave --shard or --certificate out",
    );
}
