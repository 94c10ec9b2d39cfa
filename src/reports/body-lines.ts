import { pointerSegments, pointerTo } from "../json/pointer.ts";
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
export function bodyLines(text: string, marks: Marks = {}): BodyLine[] | undefined {
  const tree = jsonTree(text);
  return tree && linesOf(tree, { depth: 0 }, "", marks, missingFrom(tree, marks.difference));
}

/** A member that should be there, and the part that lacks it. */
interface Missing {
  readonly from: JsonNode;
  readonly name: string;
}

function linesOf(
  node: JsonNode,
  place: Pick<BodyLine, "depth" | "name">,
  comma: string,
  marks: Marks,
  missing: Missing | undefined,
): BodyLine[] {
  const { difference, texts = [] } = marks;
  const expected = orOf(difference?.expected ?? []);
  if (difference?.pointer === node.pointer) {
    const got = { ...place, text: node.text + comma, mark: "wrong" } as const;
    if (expected === "") return [{ ...got, remark: "must not be here" }];
    return [
      { ...place, text: expected, mark: "missing", remark: "expected" },
      { ...got, remark: "got" },
    ];
  }
  const { entries = [] } = node;
  const depth = place.depth + 1;
  const inner = entries.flatMap(({ name, node: part }, index) =>
    linesOf(
      part,
      name === undefined ? { depth } : { depth, name },
      index < entries.length - 1 ? "," : "",
      marks,
      missing,
    ),
  );
  if (missing?.from === node)
    inner.unshift({
      ...{ depth, name: missing.name, text: expected },
      ...{ mark: "missing", remark: "expected, missing" },
    });
  const isMarked = inner.some(({ mark }) => mark !== undefined);
  if (isMarked || (inner.length > 0 && node.text.length > ONE_LINE)) {
    // What should be a member of something that has none stands below it.
    if (node.entries === undefined) return [{ ...place, text: node.text + comma }, ...inner];
    return [
      { ...place, text: node.text[0]! },
      ...inner,
      { depth: place.depth, text: node.text.at(-1)! + comma },
    ];
  }
  const isNamed =
    (place.name !== undefined && JSON.parse(place.name) === marks.name) ||
    (entries.length === 0 && texts.some((text) => `${place.name ?? ""} ${node.text}`.includes(text)));
  return [{ ...place, text: node.text + comma, ...(isNamed ? { mark: "named" } : {}) }];
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
