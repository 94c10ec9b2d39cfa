import type { JsonObject } from "../../json/json.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { leavesOthersOpen, memberNames, memberNode, memberPatterns, otherMembers } from "./members.ts";
import { anything, both, createSource, isNever, nodeAt, type SchemaNode } from "./node.ts";
import { matches } from "./pattern.ts";
import { type Containment, contained, isOmitted, type Prover, undecided } from "./prover.ts";
import { leastObject, withMember } from "./samples.ts";
import type { Members, ObjectFacets } from "./value-set.ts";

const MOST = 2_000;

/**
 * Tries to prove that all objects of `sub` are objects of `sup`. `declared`: members that `sub` leaves unmentioned are
 * not there.
 */
export function proveObjects(
  prover: Prover,
  sub: ObjectFacets,
  sup: ObjectFacets,
  declared: boolean,
): Attempt {
  const candidates: JsonObject[] = [];
  let proven = true;
  let least: JsonObject | undefined;
  /** What is made of the least object may be refused above. */
  const fail = (...changes: readonly ((object: JsonObject) => JsonObject | undefined)[]) => {
    if (proven) least = leastObject(prover, sub);
    proven = false;
    const base = least;
    if (base === undefined) return;
    candidates.push(...changes.map((change) => change(base)).filter((object) => object !== undefined));
  };
  const failAt = (name: string, containment: Containment) => {
    if (containment.kind === "contained") return;
    const witness = containment.kind === "undecided" ? undefined : containment.witness;
    fail((object) => (witness === undefined ? undefined : withMember(object, name, witness)));
  };
  const missing = [...sup.required].some(
    (name) => !isPromised(prover, sub, name) && isDemanded(prover, sup, name),
  );
  if (missing || Math.max(sub.minProperties, promised(prover, sub)) < sup.minProperties)
    fail((object) => object);
  if (mostMembers(sub) > sup.maxProperties)
    fail((object) => padded(prover, sub, object, sup.maxProperties + 1));
  for (const name of new Set([...memberNames(sub), ...memberNames(sup)])) {
    failAt(name, memberContainment(prover, sub, sup, name, declared));
  }
  for (const [name, own, other] of unnamed(sub, sup)) failAt(name, prover.containment(own, other));
  for (const node of sup.names) {
    const containment = nameContainment(prover, sub, node);
    if (containment.kind === "undecided") fail();
    if (containment.kind !== "not-contained") continue;
    const [value, { witness }] = [prover.samplesOf(otherMembers(sub))[0], containment];
    fail((object) =>
      value === undefined || witness === undefined ? undefined : withMember(object, String(witness), value),
    );
  }
  return attempt(proven, candidates);
}

function isPromised(prover: Prover, sub: ObjectFacets, name: string): boolean {
  return sub.required.has(name) && !isOmitted(prover.perspective, memberNode(sub, name));
}

function isDemanded(prover: Prover, sup: ObjectFacets, name: string): boolean {
  return !isOmitted(prover.perspective, memberNode(sup, name));
}

function promised(prover: Prover, sub: ObjectFacets): number {
  return [...sub.required].filter((name) => isPromised(prover, sub, name)).length;
}

function mostMembers(sub: ObjectFacets): number {
  const closed = isNever(otherMembers(sub)) && memberPatterns(sub).length === 0;
  return closed ? Math.min(sub.maxProperties, memberNames(sub).length) : sub.maxProperties;
}

function memberContainment(
  prover: Prover,
  sub: ObjectFacets,
  sup: ObjectFacets,
  name: string,
  declared: boolean,
): Containment {
  const own = memberNode(sub, name);
  const other = memberNode(sup, name);
  const named = sub.members.some((members) => members.properties.has(name));
  // Only a member that the other side gives a schema to is a new one; one that it forbids was possible before.
  const introduced = sup.members.some((members) => {
    const node = members.properties.get(name);
    return node !== undefined && !isNever(node);
  });
  if (declared && introduced && !named && leavesOthersOpen(sub) && own.parts.length === 0) {
    // Where no member is named, all of them are data.
    const isData = memberNames(sub).every((one) => isNever(memberNode(sub, one)));
    return isData && !prover.isSubset(own, other) ? undecided : contained;
  }
  if (isOmitted(prover.perspective, own) || isOmitted(prover.perspective, other)) return contained;
  const unclear = memberPatterns(sup).some(
    (pattern) => matches(pattern, name) === undefined && !memberPatterns(sub).includes(pattern),
  );
  const containment = prover.containment(own, other);
  return unclear && containment.kind === "contained" ? undecided : containment;
}

/** The kinds of members that neither side names: a name of that kind, what holds for it below and above. */
function unnamed(sub: ObjectFacets, sup: ObjectFacets): [string, SchemaNode, SchemaNode][] {
  const patterns = [...new Set([...memberPatterns(sub), ...memberPatterns(sup)])];
  return [
    [freshName(sub, sup), otherMembers(sub), otherMembers(sup)],
    ...patterns.map((pattern): [string, SchemaNode, SchemaNode] => [
      nameMatching(pattern),
      // Where a schema has other patterns only, the name may match one of those.
      both(
        ...sub.members.map(
          (one) =>
            atPattern(one, pattern) ?? (one.patterns.length === 0 ? one.additional : undefined) ?? anything,
        ),
      ),
      both(...sup.members.map((one) => atPattern(one, pattern) ?? one.additional ?? anything)),
    ]),
  ];
}

function atPattern(members: Members, pattern: string): SchemaNode | undefined {
  return members.patterns.find(([own]) => own === pattern)?.[1];
}

const PLAIN_NAMES = ["a", "x", "x-a", "a1", "1", "A", "key", "a_b", "en", "s"];

function nameMatching(pattern: string): string {
  return PLAIN_NAMES.find((name) => matches(pattern, name) === true) ?? "unlisted";
}

function freshName(sub: ObjectFacets, sup: ObjectFacets): string {
  const taken = new Set([...memberNames(sub), ...memberNames(sup)]);
  const patterns = [...memberPatterns(sub), ...memberPatterns(sup)];
  const names = ["unlisted", "Unlisted", "1", "-", "", "unlisted2", "_"];
  return (
    names.find((name) => !taken.has(name) && patterns.every((pattern) => matches(pattern, name) === false)) ??
    "unlisted"
  );
}

const anyText = nodeAt(createSource({}), { type: "string" }, "");

function nameContainment(prover: Prover, sub: ObjectFacets, node: SchemaNode): Containment {
  const containments = sub.names.map((own) => prover.containment(own, node));
  return (
    containments.find((containment) => containment.kind === "contained") ??
    containments[0] ??
    prover.containment(anyText, node)
  );
}

function padded(prover: Prover, sub: ObjectFacets, least: JsonObject, size: number): JsonObject | undefined {
  if (size > MOST) return undefined;
  let object = least;
  for (const name of memberNames(sub)) {
    const value = Object.keys(object).length < size ? prover.samplesOf(memberNode(sub, name))[0] : undefined;
    if (value !== undefined) object = withMember(object, name, value);
  }
  const other = prover.samplesOf(otherMembers(sub))[0];
  const rest = Array.from({ length: Math.max(0, size - Object.keys(object).length) }, (_, index) => [
    `extra${index + 1}`,
    other,
  ]);
  return other === undefined ? object : ({ ...object, ...Object.fromEntries(rest) } as JsonObject);
}
