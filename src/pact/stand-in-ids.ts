import type { Scope } from "../send-message/pact-states/scope.ts";
import type { AddressedOperation } from "./operation-at.ts";

/** A request in which the ids of a consumer's examples gave way to real ones, and what to put back in the answer. */
export interface Substitution {
  readonly path: string;
  readonly body: string;
  readonly swapped: boolean;
  readonly pairs: readonly (readonly [theirs: string, real: string])[];
}

/**
 * Puts the real session and contact of the scope into a request that names others: a pact that injects none has its
 * examples there, which no provider knows.
 */
export function ownIds(
  path: string,
  body: string,
  operation: AddressedOperation | undefined,
  { values }: Scope,
): Substitution {
  const contactId = operation?.id === "createSession" ? CONTACT_ID.exec(body)?.[1] : undefined;
  const pairs = [
    [operation?.sessionId, values.sessionId] as const,
    [contactId, values.contactId] as const,
  ].filter(
    (pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined && pair[0] !== pair[1],
  );
  const swap = (text: string) => pairs.reduce((kept, [theirs, real]) => kept.replaceAll(theirs, real), text);
  return {
    path: swapSession(path, pairs[0], operation),
    body: contactId ? swap(body) : body,
    swapped: pairs.length > 0,
    pairs,
  };
}

/** An answer as the consumer's examples name it. */
export function theirIds(body: Uint8Array, { pairs }: Substitution): Buffer {
  const text = Buffer.from(body).toString();
  return Buffer.from(pairs.reduce((kept, [theirs, real]) => kept.replaceAll(real, theirs), text));
}

const CONTACT_ID = /"contact_id"\s*:\s*"([^"\\]+)"/;

function swapSession(
  path: string,
  pair: readonly [string, string] | undefined,
  operation: AddressedOperation | undefined,
): string {
  if (operation?.sessionId === undefined || pair?.[0] !== operation.sessionId) return path;
  return path.replace(`/sessions/${pair[0]}`, () => `/sessions/${encodeURIComponent(pair[1])}`);
}
