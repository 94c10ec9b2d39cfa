import { canonical } from "../../json/canonical.ts";
import { isObject, type Json } from "../../json/json.ts";
import { accepts, acceptsShape } from "./accepts.ts";
import { exceeds } from "./exceeds.ts";
import { contained, type Judge, undecided, type Verdict } from "./judge.ts";
import { memberNode } from "./members.ts";
import { anything, createSource, nodeAt, type SchemaNode } from "./node.ts";
import { type SameMemory, sameNode } from "./same.ts";
import { samplesOfShape } from "./samples.ts";
import { nameOfShape, type Shape } from "./shape.ts";
import { type Attempt, sameDuty, shapeWithin } from "./within.ts";

const MOST_DOUBTS = 150;
const MOST_CASES = 16;

/** Decides whether every value of `sub` is one of `sup`: by proof, or by a value that shows the opposite. */
export function decide(judge: Judge, same: SameMemory, sub: SchemaNode, sup: SchemaNode): Verdict {
  if (sameNode(same, sub, sup)) return contained;
  const above = judge.shapesOf(sup);
  const shapes = judge.shapesOf(sub);
  let verdict = contained;
  for (const shape of shapes) {
    const attempt = shapeInside(judge, same, shape, above);
    if (attempt.proven) continue;
    verdict = undecided;
    const witness = firstOf(
      attempt.doubts,
      (value) => accepts(judge, sub, value) === true && accepts(judge, sup, value) === false,
    );
    if (witness !== undefined) return { kind: "not-contained", witness: witness.value };
    if (exceeds(judge, shape, above)) return { kind: "not-contained" };
  }
  return verdict;
}

/** The same for two shapes alone. */
export function decideShapes(judge: Judge, same: SameMemory, sub: Shape, above: readonly Shape[]): Verdict {
  const attempt = shapeInside(judge, same, sub, above);
  if (attempt.proven) return contained;
  const refused = (value: Json) => above.every((shape) => acceptsShape(judge, shape, value) === false);
  const witness = firstOf(
    attempt.doubts,
    (value) => acceptsShape(judge, sub, value) === true && refused(value),
  );
  if (witness !== undefined) return { kind: "not-contained", witness: witness.value };
  return exceeds(judge, sub, above) ? { kind: "not-contained" } : undecided;
}

function shapeInside(judge: Judge, same: SameMemory, shape: Shape, above: readonly Shape[]): Attempt {
  if (shape.values !== undefined) {
    const doubts = shape.values.filter(
      (value) => !above.some((one) => acceptsShape(judge, beyond(same, shape, one), value) === true),
    );
    return doubts.length === 0 ? { proven: true } : { proven: false, doubts };
  }
  const doubts: Json[] = [];
  for (const one of namesakesFirst(shape, above)) {
    if (one.type !== shape.type && !judge.lens.text) continue;
    const attempt = shapeWithin(judge, same, shape, one);
    if (attempt.proven) return attempt;
    doubts.push(...attempt.doubts);
  }
  const split = casesOf(judge, shape, above);
  if (split?.every((one) => shapeInside(judge, same, one, above).proven)) return { proven: true };
  return { proven: false, doubts: [...samplesOfShape(judge, shape), ...doubts, ...together(doubts)] };
}

/** A shape without those duties that hold for all values of `sub` anyway, whether they can be judged or not. */
function beyond(same: SameMemory, sub: Shape, shape: Shape): Shape {
  const equal = shape.opaque.every((duty) => sub.opaque.some((own) => sameDuty(same, own, duty)));
  const rest = equal ? { ...shape, opaque: [] } : shape;
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
function namesakesFirst(shape: Shape, above: readonly Shape[]): readonly Shape[] {
  const name = nameOfShape(shape);
  if (name === "" || above.length < 2) return above;
  const isNamesake = (one: Shape) => nameOfShape(one) === name;
  return [...above.filter(isNamesake), ...above.filter((one) => !isNamesake(one))];
}

// What each of several objects refuses for a member of its own, all of them refuse together.
function together(doubts: readonly Json[]): Json[] {
  const objects = doubts.filter(isObject);
  const members = objects.flatMap((object) => Object.entries(object));
  return objects.length < 2 ? [] : [Object.fromEntries(members), Object.fromEntries(members.reverse())];
}

/** The shape case by case of a required member with few values, where a choice of objects may want it so. */
function casesOf(judge: Judge, shape: Shape, above: readonly Shape[]): Shape[] | undefined {
  if (shape.type !== "object" || above.filter((one) => one.type === "object").length < 2) return undefined;
  const { object } = shape;
  for (const name of object.required) {
    const values = finite(judge, memberNode(object, name));
    if (values === undefined || values.length < 2 || values.length > MOST_CASES) continue;
    return values.map((value) => {
      const narrow = {
        properties: new Map([[name, oneValue(value)]]),
        patterns: [],
        additional: undefined,
      };
      return { ...shape, object: { ...object, members: [...object.members, narrow] } };
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

function finite(judge: Judge, node: SchemaNode): Json[] | undefined {
  const shapes = node === anything ? [] : judge.shapesOf(node);
  const values = shapes.flatMap((shape) => shape.values ?? []);
  return shapes.length > 0 && shapes.every((shape) => shape.values !== undefined) ? values : undefined;
}

function firstOf(values: readonly Json[], holds: (value: Json) => boolean): { value: Json } | undefined {
  const value = values.slice(0, MOST_DOUBTS).find(holds);
  return value === undefined ? undefined : { value };
}
