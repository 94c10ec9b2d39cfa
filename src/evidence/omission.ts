/** What a provider may lack, or must not be sent because it reaches people, or looks like an attack. */
export const OMISSIONS = [
  "history",
  "contacts",
  "create-session",
  "take-over",
  "agent",
  "attachments",
  "attacks",
] as const;
export type Omission = (typeof OMISSIONS)[number];

/** What a provider that others may depend on is sent only if the user asks for it, and the option that asks. */
export const ON_DEMAND = {
  attacks: "--hostile",
  "take-over": "--with take-over",
  agent: "--with agent",
} as const satisfies Partial<Record<Omission, string>>;
