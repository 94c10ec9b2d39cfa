import type { Json } from "../../json/json.ts";
import type { Judge } from "./judge.ts";
import { meet } from "./meet.ts";
import { memberNames } from "./members.ts";
import type { SchemaNode } from "./node.ts";
import type { SameMemory } from "./same.ts";
import { sameNode } from "./same.ts";
import { type Not, nameOfShape, type Opaque, type Shape } from "./shape.ts";
import { arrayWithin } from "./within-array.ts";
import { objectWithin } from "./within-object.ts";
import { numberWithin, stringWithin } from "./within-scalar.ts";

/** What an attempt to prove containment came to: the proof, or values that may show the opposite. */
export type Attempt =
  | { readonly proven: true }
  | { readonly proven: false; readonly doubts: readonly Json[] };

/** Tries to prove that every value of one shape is a value of the other. Shapes of finitely many values are not for it. */
export function shapeWithin(judge: Judge, same: SameMemory, sub: Shape, sup: Shape): Attempt {
  if (sup.values !== undefined) return { proven: false, doubts: [] };
  const found = facetDoubts(judge, sub, sup);
  if (found !== undefined && found.length > 0) return { proven: false, doubts: found };
  const holds = sup.nots.filter((not) => !escapes(judge, sub, not));
  const equal = sup.opaque.every((duty) => sub.opaque.some((own) => sameDuty(same, own, duty)));
  if (found === undefined && holds.length === 0 && equal) return { proven: true };
  return { proven: false, doubts: holds.flatMap((not) => judge.samplesOf(not.node)) };
}

function facetDoubts(judge: Judge, sub: Shape, sup: Shape): readonly Json[] | undefined {
  if (sub.type === "number" && sup.type === "number") return numberWithin(sub.number, sup.number);
  if (sub.type === "string" && sup.type === "string") return stringWithin(sub.string, sup.string);
  if (sub.type === "array" && sup.type === "array") return arrayWithin(judge, sub.array, sup.array);
  if (sub.type === "object" && sup.type === "object") {
    return objectWithin(judge, sub.object, sup.object, judge.lens.declared && isSuccessor(sub, sup));
  }
  if (judge.lens.text && sup.type === "string" && sub.type !== "array" && sub.type !== "object") {
    const { minLength, maxLength, patterns, formats, content } = sup.string;
    const free =
      minLength <= 1 &&
      maxLength === Number.POSITIVE_INFINITY &&
      patterns.length + formats.length + content.length === 0;
    return free ? undefined : [];
  }
  return sub.type === sup.type ? undefined : [];
}

type ObjectShape = Extract<Shape, { type: "object" }>;

/**
 * Whether one object can be taken for an edition of the other, and not for an alternative to it: of two alternatives
 * by their names, otherwise by the members that they name.
 */
function isSuccessor(sub: ObjectShape, sup: ObjectShape): boolean {
  const [own, other] = [nameOfShape(sub), nameOfShape(sup)];
  if (own !== "" && other !== "") return own === other;
  if (own === other) return true;
  const [fewer, more] = [memberNames(sub.object), memberNames(sup.object)].sort(
    (a, b) => a.length - b.length,
  );
  return fewer !== undefined && fewer.length > 0 && fewer.every((name) => more?.includes(name));
}

// Of more alternatives than this, only namesakes are compared.
const MOST_NOTS = 30;

/** Whether no value of the shape is one of those that must not be. */
function escapes(judge: Judge, sub: Shape, not: Not): boolean {
  const letter = judge.toTheLetter();
  const covers = (own: Not) => letter.contains(not.node, own.node).kind === "contained";
  const namesakes = sub.nots.filter((own) => own.name === not.name);
  if (namesakes.some(covers)) return true;
  if (sub.nots.length <= MOST_NOTS && sub.nots.some(covers)) return true;
  const others = judge.shapesOf(not.node);
  if (others.every((other) => isDisjoint(judge, sub, other))) return true;
  // Branches that are objects are meant to exclude each other, unless one of them takes in all of the other.
  return (
    not.exclusive &&
    judge.lens.declared &&
    sub.type === "object" &&
    !others.some((other) => takesIn(judge, other, sub))
  );
}

function takesIn(judge: Judge, sup: Shape, sub: Shape): boolean {
  if (sup.type !== "object" || sub.type !== "object") return false;
  return objectWithin(judge, sub.object, sup.object, false) === undefined;
}

/** Whether two shapes clearly have no value in common. */
export function isDisjoint(judge: Judge, a: Shape, b: Shape): boolean {
  const common = meet(a, b);
  if (common === undefined) return true;
  if (common.type !== "object") return false;
  return [...common.object.required].some((name) => {
    const nodes: SchemaNode[] = common.object.members.flatMap(
      (members) => members.properties.get(name) ?? [],
    );
    const [first, second] = nodes.map((node) => judge.shapesOf(node));
    if (first === undefined || second === undefined) return false;
    return first.every((one) => second.every((other) => meet(one, other) === undefined));
  });
}

function sameDuty(same: SameMemory, a: Opaque, b: Opaque): boolean {
  const node = (duty: Opaque): SchemaNode => ({
    parts: duty.parts,
    key: duty.parts.map((part) => part.id).join("&"),
  });
  return a.keyword === b.keyword && a.text === b.text && sameNode(same, node(a), node(b));
}
