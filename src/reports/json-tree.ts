import { pointerTo } from "../json/pointer.ts";

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
