import type { Profile } from "../scenarios/scenario.ts";

/** What a profile may spend, unless the user says otherwise. Time in milliseconds. */
export const PROFILE_BOUNDS: Readonly<
  Record<Profile, { readonly maxRequests: number; readonly maxSessions: number; readonly maxTimeMs: number }>
> = {
  quick: { maxRequests: 1_000, maxSessions: 200, maxTimeMs: 10 * 60_000 },
  standard: { maxRequests: 10_000, maxSessions: 3_000, maxTimeMs: 30 * 60_000 },
  thorough: { maxRequests: 1_000_000, maxSessions: 100_000, maxTimeMs: 10 * 60_000 },
};
