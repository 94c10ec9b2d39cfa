import { counted } from "../counted.ts";
import { pointerTo } from "../json/pointer.ts";
import { operationAt } from "../send-message/contract/operation-at.ts";
import { responsesPlace } from "./document-place.ts";
import { type Interaction, interactionName, type Pact } from "./interaction.ts";
import { findingOf, findingText, type InteractionFinding } from "./interaction-finding.ts";
import { pathTokens } from "./matchers.ts";
import type { JudgedInteraction, Mismatch } from "./verifier.ts";

type Outcome = JudgedInteraction["outcome"];

/** What came of one interaction. `pending` failed without counting, as its broker or its author asks. */
export interface InteractionOutcome {
  readonly interaction: string;
  readonly pactPlace: string;
  readonly outcome: Outcome;
  /** Why it is inconclusive or skipped. */
  readonly reason?: string;
  /** One for each difference, where it failed. */
  readonly findings: readonly InteractionFinding[];
}

/** The outcome of an interaction; where its broker calls the whole pact pending, no failure counts. */
export function outcomeOf(
  pact: Pact,
  interaction: Interaction,
  { outcome, reason, mismatches }: JudgedInteraction,
  isPending: boolean,
  redact: (text: string) => string,
): InteractionOutcome {
  return {
    interaction: interactionName(pact, interaction),
    pactPlace: `${pact.source}#${interaction.place}`,
    outcome: outcome === "fail" && isPending ? "pending" : outcome,
    ...(reason === undefined ? {} : { reason: redact(reason) }),
    findings: mismatches.map((mismatch) => mismatchFinding(pact, interaction, mismatch, redact)),
  };
}

/** Whether the provider keeps a pact; `undefined` where that is open: not all of it was verified, or nothing. */
export function successOf(outcomes: readonly InteractionOutcome[]): boolean | undefined {
  const open = outcomes.some(({ outcome }) => outcome === "inconclusive" || outcome === "skipped");
  return open || outcomes.length === 0 ? undefined : outcomes.every(({ outcome }) => outcome === "pass");
}

/** 1 if an interaction failed; else 3 if one could not be judged, or none was; else 0. */
export function exitCodeOf(outcomes: readonly InteractionOutcome[]): 0 | 1 | 3 {
  const has = (outcome: Outcome) => outcomes.some((each) => each.outcome === outcome);
  if (has("fail")) return 1;
  return has("inconclusive") || !(has("pass") || has("pending")) ? 3 : 0;
}

/** One interaction for a person: its outcome, and what differed. */
export function outcomeText({ outcome, interaction, reason, findings }: InteractionOutcome): string {
  const details = findings.flatMap((finding) => findingText(finding).split("\n").slice(1));
  return [
    `${outcome.padEnd(12)} ${interaction}${reason === undefined ? "" : `: ${reason}`}`,
    ...details.map((line) => `           ${line}`),
  ].join("\n");
}

/** How many there are of each of these outcomes that occurs: "12 pass", "1 fail". */
export function countsOf(outcomes: readonly InteractionOutcome[], ...which: readonly Outcome[]): string[] {
  return which
    .map((outcome) => [outcomes.filter((each) => each.outcome === outcome).length, outcome] as const)
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${count} ${outcome}`);
}

/** The last line: how many of each. */
export function summaryText(outcomes: readonly InteractionOutcome[]): string {
  const counts = countsOf(outcomes, "pass", "fail", "pending", "inconclusive", "skipped");
  return `${counted(outcomes.length, "interaction")}: ${counts.join(", ") || "none"}`;
}

function mismatchFinding(
  pact: Pact,
  interaction: Interaction,
  { part, path, message }: Mismatch,
  redact: (text: string) => string,
): InteractionFinding {
  const { request, response, place } = interaction;
  const operation = operationAt(request.method, request.path);
  const places = {
    status: `${place}/response/status`,
    header: pointerTo(`${place}/response/headers`, path),
    body: pointerTo(response.bodyPlace, ...pathTokens(path)),
  };
  return findingOf(pact, interaction, {
    id: `verify/${part}`,
    level: "error",
    place: places[part],
    documentPlace: operation === undefined ? "" : responsesPlace(operation.id, response.status),
    message: redact(path === "" ? message : `${path}: ${message}`),
    remedy:
      "`pact compare` says whether the document promises this: if so the provider is to change, otherwise the consumer",
  });
}
