import { isObject } from "../json/json.ts";
import { pointerTo, valueAt } from "../json/pointer.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { type OperationId, statusKeys } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";

/** Where the document describes an operation, as a JSON pointer. */
export function operationPlace(operation: OperationId, contract: Contract = pageContract): string {
  const { method, path } = contract.operations[operation];
  return pointerTo("/paths", path, method.toLowerCase());
}

/** Where it describes the answer with this status: the status itself, its range, the default, or all answers. */
export function responsesPlace(
  operation: OperationId,
  status: number,
  contract: Contract = pageContract,
): string {
  const place = pointerTo(operationPlace(operation, contract), "responses");
  const responses = valueAt(contract.document, place);
  const key = statusKeys(status).find((each) => isObject(responses) && Object.hasOwn(responses, each));
  return key === undefined ? place : pointerTo(place, key);
}
