import type { RecordedBody } from "../../http/exchange.ts";
import { pointerSegments } from "../../json/pointer.ts";
import type { Difference } from "../../judging/judgement.ts";
import { cut } from "../plain.ts";
import { type Html, html } from "./html.ts";
import { type JsonNode, jsonTree } from "./json-tree.ts";

/** Parts of this length stay on one line, in characters. */
const ONE_LINE = 68;
/** Characters of one value, and lines of one body, that are shown. */
const MAX_VALUE = 240;
const MAX_LINES = 48;

/** What is marked in a body. */
export interface Marks {
  /** The place that is not as it should be. */
  readonly difference?: Difference;
  /** Members of this name are what it is about. */
  readonly name?: string;
  /** Lines that hold one of these are what it is about. */
  readonly texts?: readonly string[];
}

interface Line {
  readonly depth: number;
  readonly text: string;
  readonly name?: string;
  readonly mark?: "wrong" | "missing" | "named";
  readonly remark?: string;
}

/** A body, laid out if it is JSON, with what is wrong in it marked like a difference: what should be there, and what is. */
export function bodyView(body: RecordedBody | undefined, marks: Marks = {}): Html | undefined {
  if (body === undefined) return undefined;
  const tree = body.encoding === "utf8" ? jsonTree(body.data) : undefined;
  if (tree === undefined)
    return html`<pre class="body" tabindex="0">${body.encoding === "base64" ? "base64: " : ""}${cut(body.data, 1500)}</pre>`;
  const missing = missingFrom(tree, marks.difference);
  const lines = [
    ...linesOf(tree, { depth: 0, comma: "" }, missing === undefined ? marks : { ...marks, missing }),
  ];
  const kept = lines.filter(
    ({ mark }, index) => index < MAX_LINES || (mark !== undefined && mark !== "named"),
  );
  const more = lines.length - kept.length;
  return html`<pre class="body" tabindex="0">${kept.map(lineView)}${more > 0 ? html`<span class="more">… ${more} more lines</span>` : undefined}</pre>`;
}

function lineView({ depth, text, name, mark, remark }: Line): Html {
  const indent = "  ".repeat(Math.min(depth, 12));
  const key = name === undefined ? undefined : html`<b>${cut(name, MAX_VALUE)}</b>: `;
  const inner = html`${key}${cut(text, MAX_VALUE)}`;
  if (mark === undefined)
    return html`${indent}${inner}
`;
  if (mark === "named")
    return html`${indent}<mark>${inner}</mark>
`;
  return html`<span class="${mark}">${indent}${inner}<em>${remark}</em></span>
`;
}

/** A member that should be there, and the part that lacks it. */
interface Missing {
  readonly from: JsonNode;
  readonly name: string;
  readonly text: string;
}

function* linesOf(node: JsonNode, at: Place, marks: Marks & { readonly missing?: Missing }): Generator<Line> {
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
