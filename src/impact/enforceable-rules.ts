import { isToUnknownSession, type SendStep } from "../evidence/step.ts";
import { REFUSED_CREDENTIALS } from "../http/credentials.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { rules } from "../send-message/rules/registry.ts";
import { isFedBy } from "../send-message/rules/rule.ts";
import { judgementsOf } from "./hypothetical-judgements.ts";
import { plannedSends } from "./planned-steps.ts";
import { isPlain, refusals, statusOf } from "./request-impact.ts";

/**
 * The rules that have something to judge, and find it right, in single sends of their scenarios to a provider that
 * keeps to the document. `without` is an operation that it lacks.
 */
export function enforceableRules(contract: Contract, without?: OperationId): Set<string> {
  const found = new Set<string>();
  const set = rules.filter((rule) => rule.setBy?.(contract) !== false);
  for (const planned of plannedSends(contract)) {
    const open = set.filter((rule) => !found.has(rule.id) && isFedBy(rule, planned.scenario));
    if (open.length === 0) continue;
    const it = { ...planned, status: statusFor(planned.step, contract), ...(without && { without }) };
    for (const [id, { checked, violations }] of judgementsOf(it, contract, open))
      if (checked > 0 && violations.length === 0) found.add(id);
  }
  return found;
}

function statusFor(step: SendStep, contract: Contract): number {
  if (isPlain(step)) return statusOf(refusals(contract, step.body.json));
  const { credential = "valid" } = step;
  if (credential === "read-only") return 403;
  if (REFUSED_CREDENTIALS.has(credential)) return 401;
  return isToUnknownSession(step) ? 404 : 400;
}
