import type { JsonObject } from "../json/json.ts";
import type { Change } from "../openapi-diff/change.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { findOperation, operationIds } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import {
  rulesAboutAcceptance,
  rulesAboutKeys,
  rulesAboutSessions,
  rulesAboutStatus,
} from "./answer-consequences.ts";
import { contractOf } from "./contract-of.ts";
import { enforceableRules } from "./enforceable-rules.ts";
import { rulesThatCannotBegin, rulesThatNeed, rulesThatTryKeys } from "./needed-operations.ts";
import { type RequestConsequence, requestConsequences, rulesAtRequest } from "./request-consequences.ts";
import { rulesAtResponse, statusIn } from "./response-consequences.ts";
import type { TouchedRule } from "./touched-rule.ts";

/**
 * Names the rules that a change between two documents touches, in the order of the registry. None is listed by hand:
 * each is asked how it judges what the suite sends, and what a provider that keeps to either document answers.
 */
export function touchedRules(base: JsonObject, revision: JsonObject): (change: Change) => TouchedRule[] {
  const [old, fresh] = [contractOf(base), contractOf(revision)];
  const operations = namesOf(base, revision);
  let consequences: RequestConsequence[] | undefined;
  let [before, after]: [Set<string>?, Set<string>?] = [];
  const isGone = (id: string) => {
    before ??= old === undefined ? new Set() : enforceableRules(old);
    after ??= fresh === undefined ? new Set() : enforceableRules(fresh);
    return before.has(id) && !after.has(id);
  };
  return (change) => {
    const ids = operationsOf(change, operations).flatMap((operation) => {
      if (old === undefined || fresh === undefined)
        return isRemoval(change) ? rulesThatNeed(operation, old ?? pageContract) : [];
      consequences ??= requestConsequences(old, fresh);
      return rulesOf(change, operation, { base: old, revision: fresh, consequences, isGone });
    });
    const wanted = new Set(ids);
    const lost = isRemoval(change) || /security-(became-optional|removed)$/.test(change.id);
    return rules
      .filter((rule) => wanted.has(rule.id))
      .map(({ id }) => ({ id, effect: lost || isGone(id) ? "cannot be enforced" : "expectation changes" }));
  };
}

interface Setting {
  readonly base: Contract;
  readonly revision: Contract;
  readonly consequences: readonly RequestConsequence[];
  readonly isGone: (id: string) => boolean;
}

function rulesOf(change: Change, operation: OperationId, setting: Setting): string[] {
  const { base, revision, consequences, isGone } = setting;
  const { id, location, level } = change;
  const isSend = operation === "sendMessage";
  if (isRemoval(change)) return rulesThatNeed(operation, base);
  if (location === "security") return isSend ? rulesAboutKeys(base) : rulesThatTryKeys(operation, base);
  if (/^response \S+$/.test(location)) return isSend ? rulesAboutStatus(statusIn(location), base) : [];
  if (location.startsWith("response ")) return rulesAtResponse(operation, location, base, revision);
  if (location.startsWith("path parameter ")) return rulesAboutSessions(base);
  if (location.startsWith("request body"))
    return isSend
      ? rulesAtRequest(consequences, location, isGone)
      : rulesThatCannotBegin(operation, base, revision);
  // A parameter that the suite does not send.
  return isSend && level === "breaking" && /new-required|became-required/.test(id)
    ? rulesAboutAcceptance(base)
    : [];
}

function isRemoval({ id, location }: Change): boolean {
  return location === "operation" && /^api-(path-)?removed-/.test(id);
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
