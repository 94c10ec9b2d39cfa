import type { RunProfile } from "../evidence/profile.ts";
import { isLoopback } from "../http/loopback.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Bounds } from "./run-state.ts";

/** Cases under way at once, unless the user says otherwise. */
export const DEFAULT_WORKERS = 4;
/** Time for a read to show a write, in milliseconds, unless the user says otherwise. */
export const DEFAULT_SETTLE_MS = 5_000;

/** A provider that others may depend on gets little; the embedded one, and any on this machine, gets more. */
export function defaultProfile(url: URL | undefined): "quick" | "standard" {
  return url === undefined || isLoopback(url.hostname) ? "standard" : "quick";
}

/** What a profile may spend, unless the user says otherwise. Time in milliseconds. */
export const PROFILE_BOUNDS: Readonly<Record<RunProfile, Omit<Bounds, "settleMs" | "ratePerSecond">>> = {
  canary: { maxRequests: 20, maxSessions: 1, maxTimeMs: 2 * 60_000 },
  quick: { maxRequests: 1_000, maxSessions: 200, maxTimeMs: 10 * 60_000 },
  standard: { maxRequests: 10_000, maxSessions: 3_000, maxTimeMs: 30 * 60_000 },
  thorough: { maxRequests: 1_000_000, maxSessions: 100_000, maxTimeMs: 10 * 60_000 },
};

/** What a run may spend: as the user says, else by its profile. Nobody makes a canary send or create more than it says. */
export function boundsOf(profile: RunProfile, given: { [K in keyof Bounds]: Bounds[K] | undefined }): Bounds {
  const most = PROFILE_BOUNDS[profile];
  const bounds = { ...most, settleMs: DEFAULT_SETTLE_MS, ...withoutUndefined(given) };
  if (profile !== "canary") return bounds;
  return {
    ...bounds,
    maxRequests: Math.min(bounds.maxRequests, most.maxRequests),
    maxSessions: Math.min(bounds.maxSessions, most.maxSessions),
  };
}
