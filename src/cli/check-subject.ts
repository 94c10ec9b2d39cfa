import { UsageError } from "../usage-error.ts";
import type { Settings } from "./settings.ts";

/** Options that only make sense for a provider of the user's own. */
const OF_A_LIVE_PROVIDER = [
  ["token", "a key"],
  ["tokenCommand", "--token-command"],
  ["name", "--name"],
  ["providerVersion", "--provider-version"],
  ["readOnlyToken", "--read-only-token"],
  ["session", "--session"],
  ["header", "-H"],
  ["ca", "--ca"],
  ["cert", "--cert"],
  ["ticketingSink", "--ticketing-sink"],
  ["rateLimit", "--rate-limit"],
  ["start", "--start"],
  ["wait", "--wait"],
] as const;

/**
 * The embedded provider is judged only where nothing points to another one: a variable that is missing in CI must not
 * turn a run into one that is green for ever.
 * @throws UsageError
 */
export function checkSubject(settings: Settings, environment: NodeJS.ProcessEnv): void {
  if (settings.url !== undefined || settings.evidence !== undefined || settings.har !== undefined) return;
  const given = OF_A_LIVE_PROVIDER.find(([option]) => settings[option] !== undefined);
  const hint =
    "set OPENCX_BASE_URL or --url; to judge the embedded provider, leave out everything that is about yours";
  if (given !== undefined) throw new UsageError("no-url", `${given[1]} is given, but no provider URL`, hint);
  const near = Object.keys(environment).find(
    (name) => /^OPENCX_.*(URL|HOST|ENDPOINT|TOKEN|KEY)$/.test(name) && environment[name] !== "",
  );
  if (near !== undefined)
    throw new UsageError(
      "unknown-variable",
      `${near} is set, which the suite does not read; no provider URL is given`,
      "the suite reads OPENCX_BASE_URL and OPENCX_API_KEY",
    );
}
