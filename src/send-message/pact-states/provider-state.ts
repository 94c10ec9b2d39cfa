import type { Json, JsonObject } from "../../json/json.ts";
import type { Setup } from "./scope.ts";

/** A provider state that can be set up through the documented operations. */
export interface ProviderState {
  readonly name: string;
  /** One sentence for the user: what holds then. */
  readonly holds: string;
  /** Parameters by name, each with what it is. All are optional. */
  readonly params: Readonly<Record<string, Param>>;
  /** Names of the values that it gives, for injection. */
  readonly gives: readonly ("sessionId" | "contactId" | "contactEmail")[];
  /** @throws CannotSetUp */
  setUp(setup: Setup, params: JsonObject): Promise<void>;
}

export interface Param {
  readonly is: string;
  accepts(value: Json): boolean;
}
