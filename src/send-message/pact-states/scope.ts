import type { Json, JsonObject } from "../../json/json.ts";
import type { OperationId } from "../contract/operations.ts";

/** What a request of the interaction shows as its key. */
export type StateCredential = "valid" | "none" | "wrong" | "read-only";

/** What was set up for one interaction, from its first state to its answer. */
export interface Scope {
  /** Values that a pact may inject by name (`${sessionId}`), as the states gave them. */
  readonly values: { sessionId?: string; contactId?: string; contactEmail?: string };
  credential: StateCredential;
  /** The request limit is meant to be used up: a 429 is the answer, and not waited out. */
  limited: boolean;
  /** What a read must show before it says anything, since reads may lag behind writes. */
  readonly expected: { session: JsonObject; contact: JsonObject; texts: readonly Json[] };
  /** Why a state could not be set up: nothing of the interaction is sent then. */
  failure?: string;
}

/** A scope before any state. */
export function emptyScope(): Scope {
  return {
    values: {},
    credential: "valid",
    limited: false,
    expected: { session: {}, contact: {}, texts: [] },
  };
}

/** An answer of the provider: its status, and its JSON body where it has one. */
export interface SetupAnswer {
  readonly status: number;
  readonly body: Json | undefined;
}

/** What a state may do: the documented operations, and no others. */
export interface Setup {
  readonly scope: Scope;
  /** With the valid key; a 429 or 503 is waited out unless `once`. @throws CannotSetUp without an answer */
  call(
    operation: OperationId,
    input?: { readonly sessionId?: string; readonly body?: JsonObject; readonly once?: boolean },
  ): Promise<SetupAnswer>;
}

/** Why a state could not be brought about. */
export class CannotSetUp extends Error {}

/**
 * The body of an accepted call.
 * @throws CannotSetUp where it was refused
 */
export function accepted(operation: string, { status, body }: SetupAnswer): Json | undefined {
  if (status >= 200 && status < 300) return body;
  throw new CannotSetUp(`${operation} was answered ${status}`);
}
