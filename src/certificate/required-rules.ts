import type { EvidenceHeader } from "../evidence/header.ts";
import { lostBy } from "../running/lost-rules.ts";

/** Rules that every certificate of a provider must rest on: what the page states, as far as any provider can show it. */
const STATED = [
  "authentication/bearer-scheme",
  "authentication/key-required",
  "authentication/refused-answer-holds-no-data",
  "authentication/refused-message-not-stored",
  "authentication/refused-without-effect",
  "authentication/whole-key-compared",
  "authentication/wrong-key-refused",
  "contact-data/keys-come-back",
  "contact-data/sent-keys-added",
  "contact-data/sent-keys-updated",
  "contact-data/strings-accepted",
  "contact-data/strings-come-back",
  "contact-data/unsent-keys-stay",
  "independence/both-accepted",
  "independence/contact-data-not-in-session",
  "independence/session-data-not-in-contact",
  "isolation/contact-data",
  "isolation/session-data",
  "rejection/nested-contact-data",
  "rejection/nested-contact-data-not-stored",
  "rejection/nested-session-data",
  "rejection/nested-session-data-not-stored",
  "request/agent-accepted",
  "request/contact-members-accepted",
  "request/example-accepted",
  "request/message-accepted",
  "request/required",
  "request/senders-accepted",
  "request/take-over-accepted",
  "response/data",
  "response/json",
  "response/success",
  "session-data/booleans-accepted",
  "session-data/booleans-come-back",
  "session-data/keys-come-back",
  "session-data/numbers-accepted",
  "session-data/numbers-come-back",
  "session-data/returned-by-get-session",
  "session-data/sent-keys-added",
  "session-data/sent-keys-updated",
  "session-data/strings-accepted",
  "session-data/strings-come-back",
  "session-data/unsent-keys-stay",
];

const TOGETHER = [
  "concurrency/contact-key-last-write",
  "concurrency/contact-keys-kept",
  "concurrency/contact-keys-kept-across-sessions",
  "concurrency/messages-kept",
  "concurrency/session-key-last-write",
  "concurrency/session-keys-kept",
];

/** What shows in everything that a consumer sends. */
const SENDING = [
  "consumer/bearer-token",
  "consumer/json-body",
  "consumer/json-content-type",
  "consumer/message",
  "consumer/method",
  "consumer/sender",
  "consumer/session-id-given",
];

const COPING = [
  "consumer/ends-well",
  "consumer/rate-limit-waited-for",
  "consumer/rejected-not-repeated",
  "consumer/server-errors-survived",
  "consumer/tolerates-unknown-members",
  "consumer/unauthorized-not-hammered",
];

const COPING_MORE = [
  "consumer/broken-json-survived",
  "consumer/forbidden-not-hammered",
  "consumer/resets-survived",
  "consumer/tolerates-key-order",
  "consumer/tolerates-slow-answers",
  "consumer/tolerates-success-codes",
  "consumer/unavailability-waited-for",
];

/**
 * By profile, the rules without which there is no certificate: they may neither be left out nor skipped. A consumer
 * without a profile gets no certificate anyway.
 */
export const REQUIRED_RULES = {
  provider: {
    // It judges too few of them, and so is never certified.
    canary: STATED,
    quick: STATED,
    standard: [...STATED, ...TOGETHER],
    thorough: [...STATED, ...TOGETHER],
  },
  consumer: {
    quick: [...SENDING, ...COPING],
    standard: [...SENDING, ...COPING, ...COPING_MORE],
    thorough: [...SENDING, ...COPING, ...COPING_MORE, "consumer/timeouts-survived"],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

/** The ids of the rules that a certificate of such a run must rest on. */
export function requiredRules({ run }: Pick<EvidenceHeader, "run">): readonly string[] {
  return run.kind === "provider"
    ? REQUIRED_RULES.provider[run.profile].filter((id) => lostBy(id, run.without ?? []).length === 0)
    : REQUIRED_RULES.consumer[run.profile ?? "quick"];
}
