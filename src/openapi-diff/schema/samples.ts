import { canonical } from "../../json/canonical.ts";
import type { Json, JsonObject } from "../../json/json.ts";
import { setAccepts } from "./accepts.ts";
import { formatSamples } from "./formats.ts";
import { memberNode, otherMembers } from "./members.ts";
import { textsMatching } from "./pattern.ts";
import { isOmitted, type Prover } from "./prover.ts";
import type { ArrayFacets, NumberFacets, ObjectFacets, StringFacets, ValueSet } from "./value-set.ts";

const PER_SET = 5;
const LONGEST = 20_000;
const TEXTS = ["a", "", "abc", "A", "0", "-", " ", "é", "a b", "Abc-123", "true", "x".repeat(40)];
const NUMBERS = [1, 0, -1, 0.5, 1000, -0.5, 2 ** 31, 1e39, -1e39];

/** A few values of a set, simple ones first. */
export function samplesOfSet(prover: Prover, set: ValueSet): Json[] {
  const found: Json[] = [];
  for (const value of guesses(prover, set)) {
    if (setAccepts(prover, set, value) === true) found.push(value);
    if (found.length === PER_SET) break;
  }
  return found;
}

function guesses(prover: Prover, set: ValueSet): readonly Json[] {
  if (set.values !== undefined) return set.values;
  switch (set.type) {
    case "number":
      return numberGuesses(set.number);
    case "string":
      return textGuesses(set.string);
    case "array":
      return arrayGuesses(prover, set.array);
    case "object":
      return objectGuesses(prover, set.object);
    default:
      return [];
  }
}

/** Numbers around the ends and steps of what `facets` allow. */
export function numberGuesses(facets: NumberFacets): number[] {
  const ends = [facets.min, facets.max].flatMap((bound) => (bound === undefined ? [] : [bound.value]));
  const around = ends.flatMap((end) => [end, end + 1, end - 1, end + 0.5, end - 0.5]);
  const steps = facets.multipleOf.flatMap((step) =>
    [0, ...ends].flatMap((end) => [
      Math.ceil(end / step) * step,
      (Math.ceil(end / step) + 1) * step,
      (Math.floor(end / step) - 1) * step,
    ]),
  );
  const formatted = facets.formats.flatMap((format) =>
    formatSamples(format).filter((value) => typeof value === "number"),
  );
  return [...NUMBERS, ...around, ...steps, ...formatted];
}

/** Texts of the lengths, formats and patterns that `facets` ask for. */
export function textGuesses(facets: StringFacets): string[] {
  const lengths = [facets.minLength, facets.maxLength].filter((length) => length <= LONGEST);
  const formatted = facets.formats.flatMap((format) =>
    formatSamples(format).filter((value) => typeof value === "string"),
  );
  return [
    ...formatted,
    ...facets.patterns.flatMap(textsMatching),
    ...TEXTS,
    ...lengths.map((length) => "a".repeat(length)),
  ];
}

function arrayGuesses(prover: Prover, facets: ArrayFacets): Json[][] {
  const wanted = facets.contains
    .filter(({ min }) => min > 0)
    .flatMap(({ node, min }) => repeat(prover.samplesOf(node), min));
  const shortest = Math.max(facets.minItems, wanted.length);
  if (shortest > LONGEST) return [];
  return [shortest, shortest + 1].flatMap((length) => {
    const filled = fill(prover, facets, length);
    return filled === undefined ? [] : [filled, [...wanted, ...filled.slice(wanted.length)]];
  });
}

/** A list of `length` items, each of which is accepted where it stands; `undefined` where no sample is known. */
export function fill(prover: Prover, facets: ArrayFacets, length: number): Json[] | undefined {
  const items: Json[] = [];
  const used = new Set<string>();
  for (let index = 0; index < length; index += 1) {
    const samples = prover.samplesOf(facets.prefix[index] ?? facets.items);
    const item = samples.find((sample) => !facets.unique || !used.has(canonical(sample)));
    if (item === undefined) return undefined;
    used.add(canonical(item));
    items.push(item);
  }
  return items;
}

function objectGuesses(prover: Prover, facets: ObjectFacets): JsonObject[] {
  const least = leastObject(prover, facets);
  if (least === undefined) return [];
  const others = prover.samplesOf(otherMembers(facets))[0];
  const padded = { ...least };
  for (
    let extra = 1;
    Object.keys(padded).length < Math.min(facets.minProperties, LONGEST) && others !== undefined;
    extra += 1
  ) {
    padded[`extra${extra}`] = others;
  }
  const named = facets.members.flatMap((members) => [...members.properties.keys()]).slice(0, PER_SET);
  const more = named.flatMap((name): JsonObject[] => {
    const node = memberNode(facets, name);
    const value = isOmitted(prover.perspective, node) ? undefined : prover.samplesOf(node)[0];
    return value === undefined ? [] : [withMember(least, name, value)];
  });
  return [padded, ...more];
}

/** An object of nothing but the required members; `undefined` where no sample is known for one of them. */
export function leastObject(prover: Prover, facets: ObjectFacets): JsonObject | undefined {
  let least: JsonObject = {};
  for (const name of facets.required) {
    const node = memberNode(facets, name);
    if (isOmitted(prover.perspective, node)) continue;
    const value = prover.samplesOf(node)[0];
    if (value === undefined) return undefined;
    least = withMember(least, name, value);
  }
  return least;
}

/** The object with one member more (or another value for it); `__proto__` is a name like any other. */
export function withMember(object: JsonObject, name: string, value: Json): JsonObject {
  return { ...object, [name]: value };
}

function repeat(samples: readonly Json[], times: number): Json[] {
  const first = samples[0];
  if (first === undefined || times > LONGEST) return [];
  return Array.from({ length: times }, (_, index) => samples[index] ?? first);
}
