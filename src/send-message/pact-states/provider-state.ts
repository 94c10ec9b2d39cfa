import type { Json, JsonObject } from "../../json/json.ts";
import type { InteractionSetup } from "./interaction-setup.ts";

/** A provider state that can be set up through the documented operations. */
export interface ProviderState {
  readonly name: string;
  /** One sentence for the user: what holds then. */
  readonly holds: string;
  /** Parameters by name, each with what it is. All are optional. */
  readonly params: Readonly<Record<string, Param>>;
  /** Names of the values that it gives, for injection. */
  readonly gives: readonly ("sessionId" | "contactId" | "contactEmail")[];
  /** What no documented operation brings about: the user or the provider must have it. */
  readonly needs?: StateNeeds;
  /** @throws CannotSetUp */
  setUp(setup: InteractionSetup, params: JsonObject): Promise<void> | void;
}

/** What a state may need besides the operations. */
export type StateNeeds = "a read-only key" | "a request limit";

export interface Param {
  readonly is: string;
  accepts(value: Json): boolean;
}
