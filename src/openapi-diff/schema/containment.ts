import { canonical } from "../../json/canonical.ts";
import { isObject, type Json } from "../../json/json.ts";
import { accepts, setAccepts } from "./accepts.ts";
import type { Attempt } from "./attempt.ts";
import { exceeds } from "./exceeds.ts";
import { memberNode } from "./members.ts";
import { anything, createSource, nodeAt, type SchemaNode } from "./node.ts";
import { type Containment, contained, type Prover, undecided } from "./prover.ts";
import { samplesOfSet } from "./samples.ts";
import { proveSubset, sameDuty } from "./subset.ts";
import { alternativeName, type ValueSet } from "./value-set.ts";

const MAX_CANDIDATES = 150;
const MOST_CASES = 16;

/** Decides whether every value of `sub` is one of `sup`: by proof, or by a value that shows the opposite. */
export function decide(prover: Prover, sub: SchemaNode, sup: SchemaNode): Containment {
  if (prover.isSame(sub, sup)) return contained;
  const above = prover.valueSetsOf(sup);
  const sets = prover.valueSetsOf(sub);
  let containment = contained;
  for (const set of sets) {
    const attempt = proveUnionSubset(prover, set, above);
    if (attempt.proven) continue;
    containment = undecided;
    const witness = firstOf(
      attempt.candidates,
      (value) => accepts(prover, sub, value) === true && accepts(prover, sup, value) === false,
    );
    if (witness !== undefined) return { kind: "not-contained", witness: witness.value };
    if (exceeds(prover, set, above)) return { kind: "not-contained" };
  }
  return containment;
}

/** The same for two sets alone. */
export function decideSets(prover: Prover, sub: ValueSet, above: readonly ValueSet[]): Containment {
  const attempt = proveUnionSubset(prover, sub, above);
  if (attempt.proven) return contained;
  const refused = (value: Json) => above.every((set) => setAccepts(prover, set, value) === false);
  const witness = firstOf(
    attempt.candidates,
    (value) => setAccepts(prover, sub, value) === true && refused(value),
  );
  if (witness !== undefined) return { kind: "not-contained", witness: witness.value };
  return exceeds(prover, sub, above) ? { kind: "not-contained" } : undecided;
}

function proveUnionSubset(prover: Prover, set: ValueSet, above: readonly ValueSet[]): Attempt {
  if (set.values !== undefined) {
    const candidates = set.values.filter(
      (value) => !above.some((one) => setAccepts(prover, beyond(prover, set, one), value) === true),
    );
    return candidates.length === 0 ? { proven: true } : { proven: false, candidates };
  }
  const candidates: Json[] = [];
  for (const one of namesakesFirst(set, above)) {
    if (one.type !== set.type && !prover.perspective.text) continue;
    const attempt = proveSubset(prover, set, one);
    if (attempt.proven) return attempt;
    candidates.push(...attempt.candidates);
  }
  const split = casesOf(prover, set, above);
  if (split?.every((one) => proveUnionSubset(prover, one, above).proven)) return { proven: true };
  return {
    proven: false,
    candidates: [...samplesOfSet(prover, set), ...candidates, ...together(candidates)],
  };
}

/** A set without those duties that hold for all values of `sub` anyway, whether they can be judged or not. */
function beyond(prover: Prover, sub: ValueSet, set: ValueSet): ValueSet {
  const equal = set.opaque.every((duty) => sub.opaque.some((own) => sameDuty(prover, own, duty)));
  const rest = equal ? { ...set, opaque: [] } : set;
  const without = (list: readonly string[], own: readonly string[]) =>
    list.filter((one) => !own.includes(one));
  if (rest.type === "number" && sub.type === "number")
    return { ...rest, number: { ...rest.number, formats: without(rest.number.formats, sub.number.formats) } };
  if (rest.type !== "string" || sub.type !== "string") return rest;
  const [own, other] = [sub.string, rest.string];
  return {
    ...rest,
    string: {
      ...other,
      patterns: without(other.patterns, own.patterns),
      formats: without(other.formats, own.formats),
      content: without(other.content, own.content),
    },
  };
}

// In a choice of many, the one that has the same name is the likeliest to fit.
function namesakesFirst(set: ValueSet, above: readonly ValueSet[]): readonly ValueSet[] {
  const name = alternativeName(set);
  if (name === "" || above.length < 2) return above;
  const isNamesake = (one: ValueSet) => alternativeName(one) === name;
  return [...above.filter(isNamesake), ...above.filter((one) => !isNamesake(one))];
}

// What each of several objects refuses for a member of its own, all of them refuse together.
function together(candidates: readonly Json[]): Json[] {
  const objects = candidates.filter(isObject);
  const members = objects.flatMap((object) => Object.entries(object));
  return objects.length < 2 ? [] : [Object.fromEntries(members), Object.fromEntries(members.reverse())];
}

/** The set case by case of a required member with few values, where a choice of objects may want it so. */
function casesOf(prover: Prover, set: ValueSet, above: readonly ValueSet[]): ValueSet[] | undefined {
  if (set.type !== "object" || above.filter((one) => one.type === "object").length < 2) return undefined;
  const { object } = set;
  for (const name of object.required) {
    const values = finite(prover, memberNode(object, name));
    if (values === undefined || values.length < 2 || values.length > MOST_CASES) continue;
    return values.map((value) => {
      const narrow = {
        properties: new Map([[name, oneValue(value)]]),
        patterns: [],
        additional: undefined,
      };
      return { ...set, object: { ...object, members: [...object.members, narrow] } };
    });
  }
  return undefined;
}

const single = new Map<string, SchemaNode>();

// One node for each value, so that what is found out about it is found again.
function oneValue(value: Json): SchemaNode {
  const text = canonical(value);
  const known = single.get(text) ?? nodeAt(createSource({}), { enum: [value] }, "");
  single.set(text, known);
  return known;
}

function finite(prover: Prover, node: SchemaNode): Json[] | undefined {
  const sets = node === anything ? [] : prover.valueSetsOf(node);
  const values = sets.flatMap((set) => set.values ?? []);
  return sets.length > 0 && sets.every((set) => set.values !== undefined) ? values : undefined;
}

function firstOf(values: readonly Json[], holds: (value: Json) => boolean): { value: Json } | undefined {
  const value = values.slice(0, MAX_CANDIDATES).find(holds);
  return value === undefined ? undefined : { value };
}
