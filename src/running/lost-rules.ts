import { globPattern } from "../escaped.ts";
import type { Omission } from "../evidence/omission.ts";

/** The rules that have nothing to judge where something is left out, by what that is; `*` stands for any text. */
export const LOST_RULES: Readonly<Record<Omission, readonly string[]>> = {
  history: [
    "authentication/refused-message-not-stored",
    "concurrency/messages-kept",
    "isolation/messages",
    "messages/*",
    "open/history-*",
    "open/repeated-message",
    "open/tidied-texts",
    "rejection/stores-no-message",
  ],
  contacts: [
    "concurrency/contact-*",
    "contact-data/*",
    "independence/*",
    "isolation/contact-data",
    "open/*-contact-data",
    "open/empty-custom-data-form",
    "rejection/*-contact-data*",
    "rejection/changes-no-contact-members",
    "request/contact-members-accepted",
    "request/formats",
  ],
  // Contact data is known to be shown only where the suite gave it to Create Session.
  "create-session": [
    "concurrency/contact-*",
    "concurrency/messages-kept",
    "contact-data/*",
    "independence/session-data-not-in-contact",
    "isolation/*",
    "open/creating-without-key",
    "open/empty-custom-data-form",
    "open/most-keys",
    "open/nested-status",
    "open/unusual-keys",
    "open/unverified-contact-data",
    "rejection/changes-no-contact-data",
    "rejection/nested-contact-data-not-stored",
  ],
  "take-over": ["open/take-over-effect", "request/take-over-accepted"],
  agent: ["messages/agent-is-not-the-contact", "request/agent-accepted", "request/senders-accepted"],
  attachments: ["request/attachment-accepted"],
  attacks: ["open/nul-character", "open/proto-key", "rejection/objects-under-proto-*"],
};

/** What was left out that a rule cannot do without. */
export function lostBy(id: string, omissions: readonly Omission[]): readonly Omission[] {
  return omissions.filter((omission) =>
    LOST_RULES[omission].some((pattern) => globPattern(pattern).test(id)),
  );
}
