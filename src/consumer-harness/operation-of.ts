import type { OperationId } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";

const OPERATIONS = Object.entries(pageContract.operations).map(([id, { method, path }]) => ({
  id: id as OperationId,
  method,
  path: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/?]+")}(?:\\?|$)`),
}));

/** What paths of the API begin with, up to their first parameter. */
const BEGINNINGS = Object.values(pageContract.operations).map(({ path }) => path.replace(/\/\{.*/, ""));
const BASE_PATH = new RegExp(`^[^?]*?(?=(?:${BEGINNINGS.join("|")})(?:[/?]|$))`);

/** The operation that a request addresses; `undefined` where it is none. */
export function operationOf(method: string, path: string): OperationId | undefined {
  return OPERATIONS.find((operation) => operation.method === method && operation.path.test(path))?.id;
}

/** A path without the base path that the API has on some host. */
export function withoutBasePath(path: string): string {
  return path.replace(BASE_PATH, "");
}
