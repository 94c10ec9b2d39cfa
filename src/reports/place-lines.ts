import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { pointerSegments } from "../json/pointer.ts";

/**
 * Finds the line of a JSON pointer in the text of a YAML or JSON document, counted from 1; of what is not there, the
 * line of the nearest thing around it.
 */
export function placeLines(text: string): (pointer: string) => number {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: "silent" });
  return (pointer) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const segment of pointerSegments(pointer)) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
        if (pair === undefined || !isScalar(pair.key)) break;
        offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(segment)];
        if (!isNode(item)) break;
        offset = item.range?.[0] ?? offset;
        node = item;
      } else break;
    }
    return Math.max(1, counter.linePos(offset).line);
  };
}
