import type { Json, JsonObject } from "../../../contract/words.ts";
import { isOmitted, type Judge, type Verdict } from "./judge.ts";
import { leavesOthersOpen, memberNames, memberNode, memberPatterns, otherMembers } from "./members.ts";
import { anything, both, type SchemaNode } from "./node.ts";
import { matches } from "./pattern.ts";
import { leastObject, withMember } from "./samples.ts";
import type { Members, ObjectFacets } from "./shape.ts";

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
  const least = leastObject(judge, sub);
  const doubts: JsonObject[] = [];
  let proven = true;
  const fail = (...objects: readonly (JsonObject | undefined)[]) => {
    proven = false;
    doubts.push(...objects.filter((object) => object !== undefined));
  };
  const missing = [...sup.required].filter(
    (name) => !isPromised(judge, sub, name) && isDemanded(judge, sup, name),
  );
  if (missing.length > 0) fail(least);
  if (Math.max(sub.minProperties, promised(judge, sub)) < sup.minProperties) fail(least, {});
  if (mostMembers(sub) > sup.maxProperties) fail(least && padded(judge, sub, least, sup.maxProperties + 1));
  for (const name of new Set([...memberNames(sub), ...memberNames(sup)])) {
    const verdict = memberWithin(judge, sub, sup, name, declared);
    if (verdict.kind === "not-contained") fail(least && withMember(least, name, verdict.witness));
    if (verdict.kind === "undecided") fail();
  }
  for (const [name, own, other] of unnamed(sub, sup)) {
    const verdict = judge.contains(own, other);
    if (verdict.kind === "not-contained") fail(least && withMember(least, name, verdict.witness));
    if (verdict.kind === "undecided") fail();
  }
  for (const node of sup.names) {
    const verdict = namesWithin(judge, sub, node);
    if (verdict.kind === "contained") continue;
    const value = judge.samplesOf(otherMembers(sub))[0];
    fail(
      verdict.kind === "undecided" || value === undefined
        ? undefined
        : least && withMember(least, String(verdict.witness), value),
    );
  }
  return proven ? undefined : doubts;
}

function isPromised(judge: Judge, sub: ObjectFacets, name: string): boolean {
  return sub.required.has(name) && !isOmitted(judge.lens, memberNode(sub, name));
}

function isDemanded(judge: Judge, sup: ObjectFacets, name: string): boolean {
  return !isOmitted(judge.lens, memberNode(sup, name));
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
  if (declared && !named && leavesOthersOpen(sub) && own.parts.length === 0) return { kind: "contained" };
  if (isOmitted(judge.lens, own) || isOmitted(judge.lens, other)) return { kind: "contained" };
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

function namesWithin(judge: Judge, sub: ObjectFacets, node: SchemaNode): Verdict {
  const verdicts = sub.names.map((own) => judge.contains(own, node));
  const text: Json = { type: "string" };
  return (
    verdicts.find((verdict) => verdict.kind === "contained") ??
    verdicts[0] ??
    judge.contains(
      { parts: [{ schema: text as JsonObject, pointer: "", root: {}, id: "text" }], key: "text" },
      node,
    )
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
