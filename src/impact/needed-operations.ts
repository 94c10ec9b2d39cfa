import type { Step } from "../evidence/step.ts";
import { callsOf } from "../running/requests-of.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { rules } from "../send-message/rules/registry.ts";
import { enforceableRules } from "./enforceable-rules.ts";
import { isCreation, probesOf } from "./probes.ts";

/** The rules that cannot be judged without an operation; of what one send cannot show, those whose scenarios all call it. */
export function rulesThatNeed(operation: OperationId, contract: Contract): string[] {
  if (operation === "sendMessage") return rules.map((rule) => rule.id);
  const [whole, rest] = [enforceableRules(contract), enforceableRules(contract, operation)];
  const calling = fedOnlyBy(contract, (step) => callsOf(step).includes(operation));
  return rules.filter(({ id }) => (whole.has(id) ? !rest.has(id) : calling.includes(id))).map(({ id }) => id);
}

/** The rules whose scenarios all try another key on an operation that is not the one under test. */
export function rulesThatTryKeys(operation: OperationId, contract: Contract): string[] {
  const tries = (step: Step) =>
    step.do !== "send" && "credential" in step && callsOf(step).includes(operation);
  return fedOnlyBy(contract, tries);
}

/** The rules whose scenarios all create a session or a contact with a body that only REVISION refuses. */
export function rulesThatCannotBegin(operation: OperationId, base: Contract, revision: Contract): string[] {
  const refused = new Map<string, boolean>();
  const isRefused = (step: Step) => {
    if (
      !isCreation({ scenario: "", tag: "", step }) ||
      !callsOf(step).includes(operation) ||
      !("body" in step)
    )
      return false;
    const text = JSON.stringify(step.body);
    const body = JSON.parse(text);
    const known =
      refused.get(text) ??
      (base.requestErrors(operation, body).length === 0 &&
        revision.requestErrors(operation, body).length > 0);
    refused.set(text, known);
    return known;
  };
  return fedOnlyBy(base, isRefused);
}

function fedOnlyBy(contract: Contract, holds: (step: Step) => boolean): string[] {
  const found = new Set<string>();
  for (const { scenario, step } of probesOf(contract)) if (holds(step)) found.add(scenario);
  return rules.filter(({ sends }) => sends.every(({ id }) => found.has(id))).map(({ id }) => id);
}
