import type { AddressedOperation } from "../contract/operation-at.ts";
import { sessionPath } from "../contract/operations.ts";
import type { InteractionSetup } from "./interaction-setup.ts";

/** A request in which the ids of a consumer's examples gave way to real ones, and what to put back in the answer. */
export interface Substitution {
  readonly path: string;
  readonly body: Buffer;
  readonly pairs: readonly (readonly [theirs: string, real: string])[];
}

const CONTACT_ID = /"contact_id"\s*:\s*"([^"\\]+)"/;

/**
 * Puts the real session and contact that were set up into a request that names others: a pact that injects none has
 * its examples there, which no provider knows.
 */
export function realIds(
  path: string,
  body: Buffer,
  operation: AddressedOperation | undefined,
  { sessionId, contactId }: InteractionSetup["values"],
): Substitution {
  const text = body.toString();
  const theirContact = operation?.id === "createSession" ? CONTACT_ID.exec(text)?.[1] : undefined;
  const pairs = [
    [operation?.sessionId, sessionId],
    [theirContact, contactId],
  ].filter(
    (pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined && pair[0] !== pair[1],
  );
  return {
    path: pairs.reduce(
      (kept, [theirs, real]) =>
        kept.replace(sessionPath(theirs), () => sessionPath(encodeURIComponent(real))),
      path,
    ),
    body: theirContact
      ? Buffer.from(pairs.reduce((kept, [theirs, real]) => kept.replaceAll(theirs, () => real), text))
      : body,
    pairs,
  };
}

/** An answer as the consumer's examples name it. */
export function theirIds(answer: Uint8Array, { pairs }: Substitution): Uint8Array {
  if (pairs.length === 0) return answer;
  const text = Buffer.from(answer).toString();
  return Buffer.from(pairs.reduce((kept, [theirs, real]) => kept.replaceAll(real, () => theirs), text));
}
