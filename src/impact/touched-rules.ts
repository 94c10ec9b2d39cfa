import type { JsonObject } from "../json/json.ts";
import type { Change } from "../openapi-diff/change.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { findOperation, type OperationId, operationIds } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import { contractOf } from "./contract-of.ts";
import { enforceability } from "./enforceability.ts";
import { rulesThatCannotBegin, rulesThatNeed, rulesThatTryKeys } from "./needed-operations.ts";
import { once } from "./once.ts";
import { requestImpacts, rulesAtRequest } from "./request-impact.ts";
import { rulesAtResponse, statusIn } from "./response-impact.ts";
import {
  rulesAboutAcceptance,
  rulesAboutKeys,
  rulesAboutSessions,
  rulesAboutStatus,
} from "./status-impact.ts";

/**
 * A rule that a change touches. `cannot be enforced`: REVISION no longer says what the rule demands. `expectation
 * changes`: by REVISION the rule expects something else than by BASE, or a provider that keeps to REVISION breaks it.
 */
export interface TouchedRule {
  readonly id: string;
  readonly effect: "cannot be enforced" | "expectation changes";
}

/**
 * Names the rules that a change between two documents touches, in the order of the registry. None is listed by hand:
 * each is asked how it judges what the suite sends, and what a provider that keeps to either document answers.
 */
export function touchedRules(base: JsonObject, revision: JsonObject): (change: Change) => TouchedRule[] {
  const operations = namesOf(base, revision);
  const contracts = once(() => [contractOf(base), contractOf(revision)] as const);
  const impact = once(() => {
    const [before, after] = contracts();
    return before && after && impactOf(before, after);
  });
  return (change) => {
    const isRemoved = change.location === "operation" && /^api-(path-)?removed-/.test(change.id);
    const touched = new Set(
      operationsOf(change, operations).flatMap((operation) =>
        isRemoved
          ? rulesThatNeed(operation, contracts()[0] ?? pageContract)
          : (impact()?.on(operation, change) ?? []),
      ),
    );
    const isLost = isRemoved || /security-(became-optional|removed)$/.test(change.id);
    return rules
      .filter(({ id }) => touched.has(id))
      .map(({ id }) => ({
        id,
        effect: isLost || impact()?.isGone(id) ? "cannot be enforced" : "expectation changes",
      }));
  };
}

/** What two documents ask of a provider, compared; the long looks are taken when they are first needed. */
function impactOf(base: Contract, revision: Contract) {
  const requests = once(() => requestImpacts(base, revision));
  const isIn = { base: once(() => enforceability(base)), revision: once(() => enforceability(revision)) };
  /** Whether REVISION leaves nothing of a rule to judge. */
  const isGone = (id: string): boolean => isIn.base()(id) && !isIn.revision()(id);
  /** The rules that a change touches which removes no operation. */
  const on = (operation: OperationId, { id, location, level }: Change): string[] => {
    const isSend = operation === "sendMessage";
    if (location === "security") return isSend ? rulesAboutKeys(base) : rulesThatTryKeys(operation, base);
    if (/^response \S+$/.test(location)) return isSend ? rulesAboutStatus(statusIn(location), base) : [];
    if (location.startsWith("response ")) return rulesAtResponse(operation, location, base, revision);
    if (location.startsWith("path parameter ")) return rulesAboutSessions(base);
    if (location.startsWith("request body"))
      return isSend
        ? rulesAtRequest(requests(), location, isGone)
        : rulesThatCannotBegin(operation, base, revision);
    // A parameter that the suite does not send.
    return isSend && level === "breaking" && /new-required|became-required/.test(id)
      ? rulesAboutAcceptance(base)
      : [];
  };
  return { isGone, on };
}

/** The operations of the suite by "METHOD /path", as either document writes them. */
function namesOf(...documents: readonly JsonObject[]): ReadonlyMap<string, OperationId> {
  return new Map(
    documents.flatMap((document) =>
      operationIds.flatMap((id): [string, OperationId][] => {
        const found = findOperation(document, id);
        return found === undefined ? [] : [[`${found.method} ${found.path}`, id]];
      }),
    ),
  );
}

/** What is about the whole document is about each of its operations. */
function operationsOf({ operation }: Change, names: ReadonlyMap<string, OperationId>): OperationId[] {
  if (operation === "") return [...new Set(names.values())];
  const id = names.get(operation);
  return id === undefined ? [] : [id];
}
