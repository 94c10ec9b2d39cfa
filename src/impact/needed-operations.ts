import type { Step } from "../evidence/step.ts";
import { callsOf } from "../running/requests-of.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { rules } from "../send-message/rules/registry.ts";
import { enforceability } from "./enforceability.ts";
import { plannedSteps } from "./planned-steps.ts";

/** The rules that cannot be judged without an operation; of what one send cannot show, those whose scenarios all call it. */
export function rulesThatNeed(operation: OperationId, contract: Contract): string[] {
  if (operation === "sendMessage") return rules.map(({ id }) => id);
  const [inWhole, inRest] = [enforceability(contract), enforceability(contract, operation)];
  const calling = fedOnlyBy(operation, contract, () => true);
  return rules.map(({ id }) => id).filter((id) => (inWhole(id) ? !inRest(id) : calling.includes(id)));
}

/** The rules whose scenarios all try another key on an operation that is not the one under test. */
export function rulesThatTryKeys(operation: OperationId, contract: Contract): string[] {
  return fedOnlyBy(operation, contract, (step) => step.do !== "send" && "credential" in step);
}

/** The rules whose scenarios all create a session or a contact with a body that only REVISION refuses. */
export function rulesThatCannotBegin(operation: OperationId, base: Contract, revision: Contract): string[] {
  return fedOnlyBy(
    operation,
    base,
    (step) =>
      (step.do === "create-session" || step.do === "create-contact") &&
      base.requestErrors(operation, step.body).length === 0 &&
      revision.requestErrors(operation, step.body).length > 0,
  );
}

/** The rules whose scenarios all have a step that calls the operation and is of this kind. */
function fedOnlyBy(operation: OperationId, contract: Contract, isOfKind: (step: Step) => boolean): string[] {
  const found = new Set<string>();
  for (const { scenario, step } of plannedSteps(contract))
    if (!found.has(scenario) && callsOf(step).includes(operation) && isOfKind(step)) found.add(scenario);
  return rules.filter(({ sends }) => sends.every(({ id }) => found.has(id))).map(({ id }) => id);
}
