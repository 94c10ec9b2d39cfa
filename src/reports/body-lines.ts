import { pointerSegments, pointerTo } from "../json/pointer.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Difference } from "../judging/judgement.ts";

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
  const values = (difference?.expected ?? []).map((value) => JSON.stringify(value));
  const expected = [...new Set(values)].join(" or ");
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

/** The name of a member that should be there, and the part that lacks it; nothing if the place exists, or should not. */
function missingFrom(tree: JsonNode, difference: Difference | undefined) {
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

/** A JSON text as a tree whose leaves keep the letters of the text: numbers and repeated names stay as they were written. */
export interface JsonNode {
  readonly pointer: string;
  /** As it stands in the text, without white space between its parts. */
  readonly text: string;
  /** Of an object or array. */
  readonly entries?: readonly { readonly name?: string; readonly node: JsonNode }[];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
/** Deeper text is not laid out. */
const MAX_DEPTH = 60;

/** The tree of a JSON text; `undefined` if it is not JSON, or too deep to read. */
export function jsonTree(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const read = (pointer: string, depth: number): JsonNode | undefined => {
    const first = tokens[at++]!;
    if (first !== "{" && first !== "[") return { pointer, text: first };
    if (depth > MAX_DEPTH) return undefined;
    const close = first === "{" ? "}" : "]";
    const entries: { name?: string; node: JsonNode }[] = [];
    while (tokens[at] !== close) {
      const name = first === "{" ? tokens[at] : undefined;
      if (name !== undefined) at += 2;
      const segment = name === undefined ? String(entries.length) : (JSON.parse(name) as string);
      const node = read(pointerTo(pointer, segment), depth + 1);
      if (node === undefined) return undefined;
      entries.push(name === undefined ? { node } : { name, node });
      if (tokens[at] === ",") at += 1;
    }
    at += 1;
    const inner = entries.map(({ name, node }) => (name === undefined ? node.text : `${name}: ${node.text}`));
    const space = first === "{" && inner.length > 0 ? " " : "";
    return { pointer, text: `${first}${space}${inner.join(", ")}${space}${close}`, entries };
  };
  return read("", 0);
}
