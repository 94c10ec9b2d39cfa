import type { JsonObject } from "../../json/json.ts";
import { contained, isOmitted, type Judge, undecided, type Verdict } from "./judge.ts";
import { leavesOthersOpen, memberNames, memberNode, memberPatterns, otherMembers } from "./members.ts";
import { anything, both, createSource, nodeAt, type SchemaNode } from "./node.ts";
import { matches } from "./pattern.ts";
import { leastObject, withMember } from "./samples.ts";
import type { Members, ObjectFacets } from "./value-set.ts";

const MOST = 2_000;

/**
 * `undefined` where all objects of `sub` are objects of `sup`, otherwise objects that may not be. `declared`: members
 * that `sub` leaves unmentioned are not there.
 */
export function objectWithin(
  judge: Judge,
  sub: ObjectFacets,
  sup: ObjectFacets,
  declared: boolean,
): JsonObject[] | undefined {
  const doubts: JsonObject[] = [];
  let proven = true;
  let least: JsonObject | undefined;
  /** What is made of the least object may be refused above. */
  const fail = (...changes: readonly ((object: JsonObject) => JsonObject | undefined)[]) => {
    if (proven) least = leastObject(judge, sub);
    proven = false;
    const base = least;
    if (base === undefined) return;
    doubts.push(...changes.map((change) => change(base)).filter((object) => object !== undefined));
  };
  const failAt = (name: string, verdict: Verdict) => {
    if (verdict.kind === "contained") return;
    const witness = verdict.kind === "undecided" ? undefined : verdict.witness;
    fail((object) => (witness === undefined ? undefined : withMember(object, name, witness)));
  };
  const missing = [...sup.required].some(
    (name) => !isPromised(judge, sub, name) && isDemanded(judge, sup, name),
  );
  if (missing || Math.max(sub.minProperties, promised(judge, sub)) < sup.minProperties)
    fail((object) => object);
  if (mostMembers(sub) > sup.maxProperties)
    fail((object) => padded(judge, sub, object, sup.maxProperties + 1));
  for (const name of new Set([...memberNames(sub), ...memberNames(sup)])) {
    failAt(name, memberWithin(judge, sub, sup, name, declared));
  }
  for (const [name, own, other] of unnamed(sub, sup)) failAt(name, judge.contains(own, other));
  for (const node of sup.names) {
    const verdict = namesWithin(judge, sub, node);
    if (verdict.kind === "undecided") fail();
    if (verdict.kind !== "not-contained") continue;
    const [value, { witness }] = [judge.samplesOf(otherMembers(sub))[0], verdict];
    fail((object) =>
      value === undefined || witness === undefined ? undefined : withMember(object, String(witness), value),
    );
  }
  return proven ? undefined : doubts;
}

function isPromised(judge: Judge, sub: ObjectFacets, name: string): boolean {
  return sub.required.has(name) && !isOmitted(judge.perspective, memberNode(sub, name));
}

function isDemanded(judge: Judge, sup: ObjectFacets, name: string): boolean {
  return !isOmitted(judge.perspective, memberNode(sup, name));
}

function promised(judge: Judge, sub: ObjectFacets): number {
  return [...sub.required].filter((name) => isPromised(judge, sub, name)).length;
}

function mostMembers(sub: ObjectFacets): number {
  const closed = isNever(otherMembers(sub)) && memberPatterns(sub).length === 0;
  return closed ? Math.min(sub.maxProperties, memberNames(sub).length) : sub.maxProperties;
}

function isNever(node: SchemaNode): boolean {
  return node.parts.some((part) => part.schema === false);
}

function memberWithin(
  judge: Judge,
  sub: ObjectFacets,
  sup: ObjectFacets,
  name: string,
  declared: boolean,
): Verdict {
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
    return isData && judge.contains(own, other).kind !== "contained" ? undecided : contained;
  }
  if (isOmitted(judge.perspective, own) || isOmitted(judge.perspective, other)) return contained;
  const unclear = memberPatterns(sup).some(
    (pattern) => matches(pattern, name) === undefined && !memberPatterns(sub).includes(pattern),
  );
  const verdict = judge.contains(own, other);
  return unclear && verdict.kind === "contained" ? { kind: "undecided" } : verdict;
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

function namesWithin(judge: Judge, sub: ObjectFacets, node: SchemaNode): Verdict {
  const verdicts = sub.names.map((own) => judge.contains(own, node));
  return (
    verdicts.find((verdict) => verdict.kind === "contained") ?? verdicts[0] ?? judge.contains(anyText, node)
  );
}

function padded(judge: Judge, sub: ObjectFacets, least: JsonObject, size: number): JsonObject | undefined {
  if (size > MOST) return undefined;
  let object = least;
  for (const name of memberNames(sub)) {
    const value = Object.keys(object).length < size ? judge.samplesOf(memberNode(sub, name))[0] : undefined;
    if (value !== undefined) object = withMember(object, name, value);
  }
  const other = judge.samplesOf(otherMembers(sub))[0];
  const rest = Array.from({ length: Math.max(0, size - Object.keys(object).length) }, (_, index) => [
    `extra${index + 1}`,
    other,
  ]);
  return other === undefined ? object : ({ ...object, ...Object.fromEntries(rest) } as JsonObject);
}
