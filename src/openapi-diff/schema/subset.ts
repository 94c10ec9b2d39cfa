import type { Json } from "../../json/json.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { intersect } from "./intersect.ts";
import { leavesOthersOpen, memberNames, memberPatterns } from "./members.ts";
import { anything, createSource, nodeAt, type SchemaNode } from "./node.ts";
import type { Prover } from "./prover.ts";
import { samplesOfSet } from "./samples.ts";
import { proveArrays } from "./subset-array.ts";
import { proveObjects } from "./subset-object.ts";
import { proveNumbers, proveStrings } from "./subset-scalar.ts";
import { alternativeName, type Members, type Not, type Opaque, type ValueSet } from "./value-set.ts";

/** Tries to prove that every value of one set is a value of the other. Sets of finitely many values are not for it. */
export function proveSubset(prover: Prover, sub: ValueSet, sup: ValueSet): Attempt {
  if (sup.values !== undefined) return { proven: false, candidates: [] };
  const facets = proveFacets(prover, sub, sup);
  if (!facets.proven && facets.candidates.length > 0) return facets;
  const holds = sup.nots.filter((not) => !escapes(prover, sub, not));
  const equal = sup.opaque.every((duty) => sub.opaque.some((own) => sameDuty(prover, own, duty)));
  if (facets.proven && holds.length === 0 && equal) return { proven: true };
  return { proven: false, candidates: holds.flatMap((not) => inBoth(prover, sub, not)) };
}

function proveFacets(prover: Prover, sub: ValueSet, sup: ValueSet): Attempt {
  if (sub.type === "number" && sup.type === "number") return proveNumbers(sub.number, sup.number);
  if (sub.type === "string" && sup.type === "string") return proveStrings(sub.string, sup.string);
  if (sub.type === "array" && sup.type === "array") return proveArrays(prover, sub.array, sup.array);
  if (sub.type === "object" && sup.type === "object") {
    return proveObjects(prover, sub.object, sup.object, prover.perspective.declared && isSuccessor(sub, sup));
  }
  if (prover.perspective.text && sup.type === "string" && sub.type !== "array" && sub.type !== "object") {
    const { minLength, maxLength, patterns, formats, content } = sup.string;
    const free =
      minLength <= 1 &&
      maxLength === Number.POSITIVE_INFINITY &&
      patterns.length + formats.length + content.length === 0;
    return attempt(free, []);
  }
  return attempt(sub.type === sup.type, []);
}

type ObjectSet = Extract<ValueSet, { type: "object" }>;

/**
 * Whether one object can be taken for an edition of the other, and not for an alternative to it: of two alternatives
 * by their names, otherwise by the members that they name.
 */
function isSuccessor(sub: ObjectSet, sup: ObjectSet): boolean {
  const [own, other] = [alternativeName(sub), alternativeName(sup)];
  if (own !== "" && other !== "") return own === other;
  if (own === other) return true;
  const [fewer, more] = [memberNames(sub.object), memberNames(sup.object)].sort(
    (a, b) => a.length - b.length,
  );
  return fewer !== undefined && fewer.length > 0 && fewer.every((name) => more?.includes(name));
}

// Of more alternatives than this, only namesakes are compared.
const MOST_NOTS = 30;

/** Whether no value of the set is one of those that must not be. */
function escapes(prover: Prover, sub: ValueSet, not: Not): boolean {
  const literal = prover.toTheLetter();
  const covers = (own: Not) => literal.isSubset(not.node, own.node);
  const namesakes = sub.nots.filter((own) => own.name === not.name);
  if (namesakes.some(covers)) return true;
  if (sub.nots.length <= MOST_NOTS && sub.nots.some(covers)) return true;
  const sent = prover.perspective.declared ? declaredOnly(prover, sub) : sub;
  return prover.valueSetsOf(not.node).every((other) => {
    const shared = intersect(sent, other);
    if (shared === undefined || isClearlyEmpty(prover, shared)) return true;
    // Without its own restrictions it is more than enough, and the question comes to an end.
    const common = { ...shared, nots: [] };
    return sub.nots.some(
      (own) => literal.setContainment(common, literal.valueSetsOf(own.node)).kind === "contained",
    );
  });
}

/** Values of a set that are of those that must not be, too. */
function inBoth(prover: Prover, sub: ValueSet, not: Not): Json[] {
  return prover.valueSetsOf(not.node).flatMap((other) => {
    const common = intersect(sub, other);
    return common === undefined ? [] : samplesOfSet(prover, common);
  });
}

/**
 * An object without the members that neither it nor its alternatives mention: nobody sends those. One that names none is
 * a free map.
 */
function declaredOnly(prover: Prover, set: ValueSet): ValueSet {
  if (set.type !== "object" || !leavesOthersOpen(set.object)) return set;
  const own = memberNames(set.object);
  if (own.length === 0) return set;
  const others = set.nots.flatMap(({ node }) =>
    prover.valueSetsOf(node).flatMap((one) => (one.type === "object" ? memberNames(one.object) : [])),
  );
  const names = [...new Set([...own, ...others])];
  const closed: Members = {
    properties: new Map(names.map((name) => [name, anything])),
    patterns: memberPatterns(set.object).map((pattern) => [pattern, anything]),
    additional: never,
  };
  return { ...set, object: { ...set.object, members: [...set.object.members, closed] } };
}

const never = nodeAt(createSource({}), false, "");

/** Whether a set has no value, since a required member of its objects would have to be two things at once. */
function isClearlyEmpty(prover: Prover, set: ValueSet): boolean {
  if (set.type !== "object") return false;
  const { required, members } = set.object;
  return [...required].some((name) => {
    const nodes: SchemaNode[] = members.flatMap(({ properties }) => properties.get(name) ?? []);
    const said = nodes.filter((node) => node.parts.length > 0).map((node) => prover.valueSetsOf(node));
    return said.some((first, index) =>
      said
        .slice(index + 1)
        .some((second) => first.every((one) => second.every((other) => intersect(one, other) === undefined))),
    );
  });
}

/** Whether two duties that nothing models are spelled the same. */
export function sameDuty(prover: Prover, a: Opaque, b: Opaque): boolean {
  const node = (duty: Opaque): SchemaNode => ({
    parts: duty.parts,
    key: duty.parts.map((part) => part.id).join("&"),
  });
  return a.keyword === b.keyword && a.text === b.text && prover.isSame(node(a), node(b));
}
