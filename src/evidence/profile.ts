/** How much a provider is sent, or a program is put through: from the smallest to the largest. */
export const PROFILES = ["quick", "standard", "thorough"] as const;
export type Profile = (typeof PROFILES)[number];

/** How much a run sends a provider; `canary` has one case of its own. */
export type RunProfile = Profile | "canary";
