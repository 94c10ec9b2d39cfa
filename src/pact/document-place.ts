import type { Contract } from "../contract/contract.ts";
import { pageContract } from "../contract/page-contract.ts";
import { pointerTo, valueAt } from "../contract/pointer.ts";
import { isObject, type OperationId } from "../contract/words.ts";

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
  const range = `${Math.floor(status / 100)}XX`;
  const key = [String(status), range, range.toLowerCase(), "default"].find(
    (each) => isObject(responses) && Object.hasOwn(responses, each),
  );
  return key === undefined ? place : pointerTo(place, key);
}
