import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";

/** An operation as a request names it. */
export interface AddressedOperation {
  readonly id: OperationId;
  /** The session id as it stands in the path. */
  readonly sessionId?: string;
}

/** The operation that a method and a path mean, behind whatever base path; `undefined` where they mean none. */
export function operationAt(
  method: string,
  path: string,
  contract: Contract = pageContract,
): AddressedOperation | undefined {
  const [bare = ""] = path.split("?");
  for (const [id, operation] of Object.entries(contract.operations)) {
    if (operation.method !== method.toUpperCase()) continue;
    const found = pathPattern(operation.path).exec(bare);
    if (found === null) continue;
    const [, sessionId] = found;
    return { id: id as OperationId, ...(sessionId === undefined ? {} : { sessionId }) };
  }
  return undefined;
}

/** What the end of a path must be to be one of this template; groups are its parameters. */
export function pathPattern(template: string): RegExp {
  const pattern = template
    .split(/\{[^/]*\}/)
    .map((literal) => literal.replace(/[.*+?^$()|[\]\\]/g, "\\$&"))
    .join("([^/]+)");
  return new RegExp(`${pattern}/?$`);
}
