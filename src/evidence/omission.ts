/** What a provider may lack, or must not be sent because it reaches people. */
export const OMISSIONS = [
  "history",
  "contacts",
  "create-session",
  "take-over",
  "agent",
  "attachments",
] as const;
export type Omission = (typeof OMISSIONS)[number];
