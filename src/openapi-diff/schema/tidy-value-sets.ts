import { canonical } from "../../json/canonical.ts";
import { setAccepts } from "./accepts.ts";
import type { Prover } from "./prover.ts";
import { allValuesOf, JSON_TYPES, type JsonType, type ValueSet } from "./value-set.ts";

/** Leaves out what is in there twice, and values that the rest of their set refuses. */
export function tidy(prover: Prover, sets: readonly ValueSet[]): readonly ValueSet[] {
  const finite: ValueSet[] = [];
  const others: ValueSet[] = [];
  for (const set of sets) {
    if (set.values === undefined) {
      others.push(set);
      continue;
    }
    const answers = set.values.map((value) => [value, setAccepts(prover, set, value)] as const);
    const values = answers.filter(([, accepted]) => accepted !== false).map(([value]) => value);
    const sure = answers.every(([, accepted]) => accepted !== undefined);
    if (values.length > 0)
      finite.push(sure ? { ...allValuesOf(set.type), origin: set.origin, values } : { ...set, values });
  }
  return [...mergeValues(finite), ...dropRepeated(others)];
}

function mergeValues(sets: readonly ValueSet[]): readonly ValueSet[] {
  const merged = new Map<string, ValueSet>();
  for (const set of sets) {
    // Object values stay apart: their branches have names that people know.
    const key = set.nots.length + set.opaque.length === 0 ? set.type : `${merged.size} ${set.type}`;
    const before = merged.get(key);
    const values = new Map(
      [...(before?.values ?? []), ...(set.values ?? [])].map((value) => [canonical(value), value]),
    );
    merged.set(key, { ...(before ?? set), values: [...values.values()] });
  }
  return [...merged.values()];
}

function dropRepeated(sets: readonly ValueSet[]): readonly ValueSet[] {
  if (new Set(sets.map((set) => set.type)).size === sets.length) return sets;
  const spelled = new Map(sets.map((set) => [spelling(set), set]));
  const free = new Set(JSON_TYPES.filter((type) => spelled.has(spellingOfAll[type])));
  return [...spelled]
    .filter(([text, { type }]) => !free.has(type) || text === spellingOfAll[type])
    .map(([, set]) => set);
}

/** Equal for sets that are built alike. */
function spelling(set: ValueSet): string {
  const { origin: _, ...rest } = set;
  return JSON.stringify(rest, (_key, value) => {
    if (value === Number.POSITIVE_INFINITY) return "any";
    if (value instanceof Map) return [...value];
    if (value instanceof Set) return [...value].sort();
    return typeof value === "object" && value !== null && "parts" in value && "key" in value
      ? value.key
      : value;
  });
}

const spellingOfAll = Object.fromEntries(
  JSON_TYPES.map((type) => [type, spelling(allValuesOf(type))]),
) as Record<JsonType, string>;
