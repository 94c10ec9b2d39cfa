import { isToUnknownSession, type SendStep } from "../evidence/step.ts";
import { REFUSED_CREDENTIALS } from "../http/credentials.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { rules } from "../send-message/rules/registry.ts";
import { isFedBy } from "../send-message/rules/rule.ts";
import { judgementsOf } from "./judging.ts";
import { isSend, probesOf } from "./probes.ts";
import { isPlain, refusals, statusOf } from "./request-consequences.ts";

/**
 * The rules that have something to judge, and find it right, in single sends of their scenarios to a provider that
 * keeps to the document. `without` is an operation that it has not.
 */
export function enforceableRules(contract: Contract, without?: OperationId): Set<string> {
  const found = new Set<string>();
  for (const probe of probesOf(contract)) {
    if (!isSend(probe)) continue;
    const open = rules.filter((rule) => !found.has(rule.id) && isFedBy(rule, probe.scenario));
    if (open.length === 0) continue;
    const { step } = probe;
    const status = isPlain(step) ? statusOf(refusals(contract, step.body.json)) : refusalOf(step);
    const it = { ...probe, status, ...(without === undefined ? {} : { without }) };
    for (const [id, { checked, violations }] of judgementsOf(it, contract, open))
      if (checked > 0 && violations.length === 0) found.add(id);
  }
  return new Set(
    [...found].filter((id) => rules.find((rule) => rule.id === id)?.setBy?.(contract) !== false),
  );
}

function refusalOf(step: SendStep): number {
  const { credential = "valid" } = step;
  if (credential === "read-only") return 403;
  if (REFUSED_CREDENTIALS.has(credential)) return 401;
  return isToUnknownSession(step) ? 404 : 400;
}
