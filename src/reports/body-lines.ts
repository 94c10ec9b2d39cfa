import { pointerSegments, pointerTo } from "../json/pointer.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Difference } from "../judging/judgement.ts";
import { type JsonNode, jsonTree } from "./json-tree.ts";

/** Parts of this length stay on one line, in characters. */
const ONE_LINE = 68;

/** What is marked in a body. */
export interface Marks {
  /** The place that is not as it should be. */
  readonly difference?: Difference;
  /** Members of this name are what it is about. */
  readonly name?: string;
  /** Lines that hold one of these are what it is about. */
  readonly texts?: readonly string[];
}

/** One line of a body that is laid out: how deep it stands, what it is called, and what is wrong with it. */
export interface BodyLine {
  readonly depth: number;
  readonly text: string;
  readonly name?: string;
  readonly mark?: "wrong" | "missing" | "named";
  readonly remark?: string;
}

/** A JSON text laid out, with what is wrong in it marked like a difference: what should be there, and what is; `undefined` if it is no JSON. */
export function bodyLines(
  text: string,
  { difference, name: about, texts = [] }: Marks = {},
): BodyLine[] | undefined {
  const tree = jsonTree(text);
  if (tree === undefined) return undefined;
  const missing = missingFrom(tree, difference);
  const expected = orOf(difference?.expected ?? []);
  const linesOf = (node: JsonNode, place: Pick<BodyLine, "depth" | "name">, comma: string): BodyLine[] => {
    const whole = { ...place, text: node.text + comma };
    if (difference?.pointer === node.pointer) {
      if (expected === "") return [{ ...whole, mark: "wrong", remark: "must not be here" }];
      return [
        { ...place, text: expected, mark: "missing", remark: "expected" },
        { ...whole, mark: "wrong", remark: "got" },
      ];
    }
    const { entries = [] } = node;
    const depth = place.depth + 1;
    const inner = entries.flatMap(({ name, node: part }, index) =>
      linesOf(part, withoutUndefined({ depth, name }), index < entries.length - 1 ? "," : ""),
    );
    if (missing?.from === node)
      inner.unshift({
        ...{ depth, name: missing.name, text: expected },
        ...{ mark: "missing", remark: "expected, missing" },
      });
    const isMarked = inner.some(({ mark }) => mark !== undefined);
    if (isMarked || (inner.length > 0 && node.text.length > ONE_LINE)) {
      // What should be a member of something that has none stands below it.
      if (node.entries === undefined) return [whole, ...inner];
      return [
        { ...place, text: node.text[0]! },
        ...inner,
        { depth: place.depth, text: node.text.at(-1)! + comma },
      ];
    }
    const isNamed =
      (place.name !== undefined && JSON.parse(place.name) === about) ||
      (entries.length === 0 && texts.some((each) => `${place.name ?? ""} ${node.text}`.includes(each)));
    return [isNamed ? { ...whole, mark: "named" } : whole];
  };
  return linesOf(tree, { depth: 0 }, "");
}

/** A member that should be there, and the part that lacks it. */
interface Missing {
  readonly from: JsonNode;
  readonly name: string;
}

/** What should be there and is not; nothing if the place exists, or should not. */
function missingFrom(tree: JsonNode, difference: Difference | undefined): Missing | undefined {
  if (difference === undefined || difference.expected.length === 0) return undefined;
  const segments = pointerSegments(difference.pointer);
  let from = tree;
  for (const [index, segment] of segments.entries()) {
    const pointer = pointerTo(from.pointer, segment);
    const next = from.entries?.findLast(({ node }) => node.pointer === pointer);
    if (next === undefined) {
      const rest = segments.slice(index).map((each) => JSON.stringify(each));
      return { from, name: rest.join(" › ") };
    }
    from = next.node;
  }
  return undefined;
}

function orOf(values: readonly unknown[]): string {
  return [...new Set(values.map((value) => JSON.stringify(value)))].join(" or ");
}
