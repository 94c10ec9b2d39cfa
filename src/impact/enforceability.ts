import { isToUnknownSession, type SendStep } from "../evidence/step.ts";
import { REFUSED_CREDENTIALS } from "../http/credentials.ts";
import { CaseAnalysis } from "../send-message/analysis/case-analysis.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { rules } from "../send-message/rules/registry.ts";
import { isFedBy, type Rule } from "../send-message/rules/rule.ts";
import { hypotheticalCase } from "./hypothetical-case.ts";
import { once } from "./once.ts";
import { plannedSends } from "./planned-steps.ts";
import { isPlain, refusals, statusOf } from "./request-impact.ts";

/**
 * Tells of a rule, by its id, whether it has something to judge, and finds it right, in single sends of its scenarios
 * to a provider that keeps to the document. `without` is an operation that it lacks.
 */
export function enforceability(contract: Contract, without?: OperationId): (id: string) => boolean {
  const sends = plannedSends(contract).map((planned) => ({
    scenario: planned.scenario,
    analysis: once(() => {
      const status = statusFor(planned.step, contract);
      return new CaseAnalysis(
        hypotheticalCase({ ...planned, status, ...(without && { without }) }),
        contract,
      );
    }),
  }));
  const isEnforceable = (rule: Rule) =>
    rule.setBy?.(contract) !== false &&
    sends.some(({ scenario, analysis }) => {
      if (!isFedBy(rule, scenario)) return false;
      const { checked, violations } = rule.judge(analysis());
      return checked > 0 && violations.length === 0;
    });
  const told = new Map(rules.map((rule) => [rule.id, once(() => isEnforceable(rule))]));
  return (id) => told.get(id)?.() === true;
}

function statusFor(step: SendStep, contract: Contract): number {
  if (isPlain(step)) return statusOf(refusals(contract, step.body.json));
  const { credential = "valid" } = step;
  if (credential === "read-only") return 403;
  if (REFUSED_CREDENTIALS.has(credential)) return 401;
  return isToUnknownSession(step) ? 404 : 400;
}
