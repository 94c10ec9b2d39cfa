import { escaped } from "../../escaped.ts";
import type { Contract } from "./contract.ts";
import type { OperationId } from "./operations.ts";
import { pageContract } from "./page-contract.ts";

/** An operation as a request names it. */
export interface AddressedOperation {
  readonly id: OperationId;
  /** The session id as it stands in the path. */
  readonly sessionId?: string;
}

/** The operation that a method and a path mean, behind any base path; `undefined` if they mean none. */
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
    .map(escaped)
    .join("([^/]+)");
  return new RegExp(`${pattern}/?$`);
}
