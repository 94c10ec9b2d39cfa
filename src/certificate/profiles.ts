/** The profiles of runs, from the smallest to the largest. */
export const PROFILES = ["quick", "standard", "thorough"] as const;
export type Profile = (typeof PROFILES)[number];
