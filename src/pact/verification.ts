import { pointerTo } from "../json/pointer.ts";
import { responsesPlace } from "./document-place.ts";
import type { ExitCode, Finding } from "./finding.ts";
import { type Interaction, interactionName, type Pact } from "./interaction.ts";
import { pathTokens } from "./matchers.ts";
import { operationAt } from "./operation-at.ts";
import type { Relayed } from "./relay.ts";
import type { Mismatch, VerifiedInteraction } from "./verifier.ts";

/** What came of one interaction. `pending` failed without counting, as its broker or its author asks. */
export interface InteractionOutcome {
  readonly interaction: string;
  readonly pactPlace: string;
  readonly outcome: "pass" | "fail" | "pending" | "inconclusive" | "skipped";
  /** Why it is inconclusive or skipped. */
  readonly reason?: string;
  /** One for each difference, where it failed. */
  readonly findings: readonly Finding[];
}

/** The outcome of an interaction that was not verified. */
export function skippedOutcome(pact: Pact, interaction: Interaction, reason: string): InteractionOutcome {
  return { ...named(pact, interaction), outcome: "skipped", reason, findings: [] };
}

/** A verified interaction: what the verifier says of it, and what the relay saw. */
export interface Verified {
  readonly pact: Pact;
  /** Its broker calls the whole pact pending. */
  readonly pending: boolean;
  readonly interaction: Interaction;
  readonly verified: VerifiedInteraction | undefined;
  readonly relayed: Relayed | undefined;
  /** Why the verifier says nothing at all, where it does not. */
  readonly trouble: string | undefined;
  readonly redact: (text: string) => string;
}

/** The outcome of a verified interaction. */
export function verifiedOutcome(it: Verified): InteractionOutcome {
  const { pact, pending, interaction, verified, relayed, redact } = it;
  const name = named(pact, interaction);
  const trouble = relayed?.problem ?? verified?.trouble;
  if (trouble !== undefined || verified === undefined) {
    const reason = redact(trouble ?? it.trouble ?? "it was not verified");
    return { ...name, outcome: "inconclusive", reason, findings: [] };
  }
  const { failure } = verified;
  if (failure === undefined) return { ...name, outcome: "pass", findings: [] };
  const findings = failure.mismatches.map((mismatch) => finding(pact, interaction, mismatch, redact));
  return { ...name, outcome: pending || failure.pending ? "pending" : "fail", findings };
}

/** Whether the provider keeps a pact; `undefined` where that is open: not all of it was verified, or nothing. */
export function successOf(outcomes: readonly InteractionOutcome[]): boolean | undefined {
  const open = outcomes.some(({ outcome }) => outcome === "inconclusive" || outcome === "skipped");
  return open || outcomes.length === 0 ? undefined : outcomes.every(({ outcome }) => outcome === "pass");
}

/** A failure decides; without one, whatever could not be judged does, and so does having judged nothing. */
export function exitCodeOf(outcomes: readonly InteractionOutcome[]): ExitCode {
  const has = (outcome: InteractionOutcome["outcome"]) => outcomes.some((each) => each.outcome === outcome);
  if (has("fail")) return 1;
  return has("inconclusive") || !(has("pass") || has("pending")) ? 3 : 0;
}

function named(pact: Pact, interaction: Interaction): Pick<InteractionOutcome, "interaction" | "pactPlace"> {
  return {
    interaction: interactionName(pact, interaction),
    pactPlace: `${pact.source}#${pointerTo("/interactions", String(interaction.index))}`,
  };
}

function finding(
  pact: Pact,
  interaction: Interaction,
  { part, path, message }: Mismatch,
  redact: (text: string) => string,
): Finding {
  const { request, response } = interaction;
  const responsePlace = pointerTo("/interactions", String(interaction.index), "response");
  const place = {
    status: `${responsePlace}/status`,
    header: pointerTo(responsePlace, "headers", path),
    body: pointerTo(response.bodyPlace, ...pathTokens(path)),
  }[part];
  const operation = operationAt(request.method, request.path);
  return {
    id: `verify/${part}`,
    level: "error",
    interaction: interactionName(pact, interaction),
    pactPlace: `${pact.source}#${place}`,
    documentPlace: operation === undefined ? "" : responsesPlace(operation.id, response.status),
    message: redact(path === "" ? message : `${path}: ${message}`),
    remedy:
      "`pact compare` says whether the document promises this: if so the provider is to change, otherwise the consumer",
  };
}
