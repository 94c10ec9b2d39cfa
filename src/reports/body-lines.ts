import { pointerSegments } from "../json/pointer.ts";
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
  if (tree === undefined) return undefined;
  const missing = missingFrom(tree, marks.difference);
  return [...linesOf(tree, { depth: 0, comma: "" }, missing === undefined ? marks : { ...marks, missing })];
}

/** A member that should be there, and the part that lacks it. */
interface Missing {
  readonly from: JsonNode;
  readonly name: string;
  readonly text: string;
}

function* linesOf(
  node: JsonNode,
  at: Place,
  marks: Marks & { readonly missing?: Missing },
): Generator<BodyLine> {
  const { difference, missing } = marks;
  const { depth, comma } = at;
  const name = at.name === undefined ? {} : { name: at.name };
  if (difference?.pointer === node.pointer) {
    const { expected } = difference;
    if (expected.length > 0)
      yield { depth, ...name, text: orOf(expected), mark: "missing", remark: "expected" };
    const remark = expected.length === 0 ? "must not be here" : "got";
    yield { depth, ...name, text: node.text + comma, mark: "wrong", remark };
    return;
  }
  const { texts = [] } = marks;
  const isLeaf = node.entries === undefined || node.entries.length === 0;
  const isNamed =
    (marks.name !== undefined && isCalled(at.name, marks.name)) ||
    (isLeaf && texts.some((text) => (at.name ?? "").includes(text) || node.text.includes(text)));
  const lacks = missing?.from === node;
  const holdsMark =
    (missing?.from.pointer.startsWith(node.pointer) ?? false) ||
    (difference?.pointer.startsWith(node.pointer) ?? false) ||
    texts.some((text) => node.text.includes(text)) ||
    (marks.name !== undefined && !isNamed && node.text.includes(JSON.stringify(marks.name)));
  const { entries = [] } = node;
  const fits = entries.length === 0 || (node.text.length <= ONE_LINE && !holdsMark);
  if (fits && !(lacks && node.entries !== undefined))
    yield { depth, ...name, text: node.text + comma, ...(isNamed ? { mark: "named" as const } : {}) };
  else yield { depth, ...name, text: node.text[0]! };
  if (lacks)
    yield {
      depth: depth + 1,
      name: missing.name,
      text: missing.text,
      mark: "missing",
      remark: "expected, missing",
    };
  if (fits && !(lacks && node.entries !== undefined)) return;
  for (const [index, entry] of entries.entries()) {
    const place = { depth: depth + 1, comma: index < entries.length - 1 ? "," : "" };
    yield* linesOf(entry.node, entry.name === undefined ? place : { ...place, name: entry.name }, marks);
  }
  yield { depth, text: node.text.at(-1)! + comma };
}

interface Place {
  readonly depth: number;
  readonly comma: string;
  readonly name?: string;
}

/** What should be there and is not; nothing if the place exists, or should not. */
function missingFrom(tree: JsonNode, difference: Difference | undefined): Missing | undefined {
  if (difference === undefined || difference.expected.length === 0) return undefined;
  const segments = pointerSegments(difference.pointer);
  let from = tree;
  for (const [index, segment] of segments.entries()) {
    const next = from.entries?.findLast(({ name }) => isCalled(name, segment));
    if (next === undefined) {
      const rest = segments.slice(index).map((each) => JSON.stringify(each));
      return { from, name: rest.join(" › "), text: orOf(difference.expected) };
    }
    from = next.node;
  }
  return undefined;
}

function isCalled(name: string | undefined, wanted: string): boolean {
  return name !== undefined && JSON.parse(name) === wanted;
}

function orOf(values: readonly unknown[]): string {
  return [...new Set(values.map((value) => JSON.stringify(value)))].join(" or ");
}
