import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { UsageError } from "../../usage-error.ts";
import { type ProviderState, providerStates } from "./provider-states.ts";

/** A provider state that an interaction needs. */
export interface StateNeed {
  readonly name: string;
  readonly params: JsonObject;
}

/** What the names of other consumers mean: a state of ours with its parameters, or nothing to set up. */
export type StateMap = Readonly<Record<string, StateMeaning>>;
export type StateMeaning = "none" | { readonly state: string; readonly params?: JsonObject };

/** What a needed state comes down to, or why it cannot be set up. */
export type ResolvedState =
  | { readonly state: ProviderState; readonly params: JsonObject; readonly problem?: undefined }
  | { readonly problem: string };

/**
 * The state that is meant: by the map first, then by our own names. Parameters of a mapped name are the map's alone.
 */
export function resolveState(need: StateNeed, map: StateMap = {}): ResolvedState {
  const meaning = Object.hasOwn(map, need.name) ? map[need.name] : undefined;
  if (meaning === "none") return { state: { setUp() {} }, params: {} };
  const name = meaning?.state ?? need.name;
  const params = meaning === undefined ? need.params : (meaning.params ?? {});
  const state = Object.hasOwn(providerStates, name) ? providerStates[name] : undefined;
  if (state === undefined) return { problem: `the state "${name}" is not known` };
  const { params: known = [] } = state;
  const unknown = Object.keys(params).find((param) => !known.includes(param));
  if (unknown === undefined) return { state, params };
  const others = known.join(", ") || "none";
  return { problem: `the state "${name}" has no parameter "${unknown}" (it has: ${others})` };
}

/** The names of all states, for messages. */
export function knownStates(): string {
  return Object.keys(providerStates)
    .map((name) => `"${name}"`)
    .join(", ");
}

/**
 * A state map from configuration.
 * @throws UsageError where it has another shape, or means a state that does not exist
 */
export function readStateMap(value: Json): StateMap {
  if (!isObject(value)) throw badMap("it is not an object", "");
  for (const [name, meaning] of Object.entries(value)) {
    if (meaning === "none") continue;
    if (!isObject(meaning) || typeof meaning.state !== "string") {
      throw badMap(`"${name}" is mapped to neither "none" nor an object with a state`, name);
    }
    const { state, params = {} } = meaning;
    if (!isObject(params)) throw badMap(`the params of "${name}" are not an object`, name);
    const { problem } = resolveState({ name: state, params });
    if (problem !== undefined) throw badMap(problem, name);
  }
  return value as StateMap;
}

function badMap(reason: string, name: string): UsageError {
  const example = `{ "${name || "their state"}": { "state": "a session exists", "params": {} } }`;
  return new UsageError(reason, `write it like ${example}; known: ${knownStates()}`);
}
