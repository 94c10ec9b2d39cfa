import type { EvidenceHeader } from "../evidence/header.ts";
import type { Omission } from "../evidence/omission.ts";
import type { Profile, RunProfile } from "../evidence/profile.ts";
import { lostBy } from "../running/lost-rules.ts";
import { sizeOf } from "../running/plan.ts";
import { conditionsOf } from "../send-message/consumer-rules/conditions.ts";
import { consumerRules } from "../send-message/consumer-rules/registry.ts";
import { rules } from "../send-message/rules/registry.ts";
import type { Scenario } from "../send-message/scenarios/scenario.ts";

/** It follows from what the page states of a message, and every provider can show it. */
const AS_GOOD_AS_STATED = "concurrency/messages-kept";

/** What shows in everything that a consumer sends; other duties are about members that it need not send. */
const IN_EVERY_SEND = [
  "consumer/bearer-token",
  "consumer/json-body",
  "consumer/json-content-type",
  "consumer/message",
  "consumer/method",
  "consumer/sender",
  "consumer/session-id-given",
];

/** A right program may give them nothing to judge: one that reads nothing, or that was withheld something. */
const NOT_ALWAYS_JUDGED = [
  "consumer/errors-noticed",
  "consumer/tolerates-lagging-reads",
  "consumer/tolerates-sparse-records",
];

/**
 * The ids of the rules without which there is no certificate of such a run: they may neither be left out nor skipped.
 * A consumer without a profile gets no certificate anyway.
 */
export function requiredRules({ run }: Pick<EvidenceHeader, "run">): readonly string[] {
  return run.kind === "provider"
    ? requiredOfProvider(run.profile, run.without)
    : requiredOfConsumer(run.profile ?? "quick");
}

/** What the page states, as far as a run of this size, without what was left out, sends it and any provider can show it. */
export function requiredOfProvider(profile: RunProfile, without: readonly Omission[] = []): string[] {
  const isSent = ({ cases, needs }: Scenario) =>
    cases[sizeOf(profile)] > 0 && !(needs === "Create Session" && without.includes("create-session"));
  return rules
    .filter(({ id, basis }) => basis === "stated" || id === AS_GOOD_AS_STATED)
    .filter(
      ({ id, needs, sends }) => needs === undefined && sends.some(isSent) && lostBy(id, without).length === 0,
    )
    .map(({ id }) => id)
    .sort();
}

/** What shows in every send, and how the program copes with each condition of the profile. */
export function requiredOfConsumer(profile: Profile): string[] {
  const staged = conditionsOf(profile).map(({ name }) => name);
  const coping = consumerRules
    .filter(
      ({ basis, conditions = [] }) => basis !== "open" && staged.some((name) => conditions.includes(name)),
    )
    .map(({ id }) => id)
    .filter((id) => !NOT_ALWAYS_JUDGED.includes(id));
  return [...IN_EVERY_SEND, ...coping];
}
