import { isObject } from "../../json/json.ts";
import { below, type Part, type SchemaNode } from "./node.ts";

const memory = new WeakMap<SchemaNode, readonly Part[]>();

/** The parts of a node with those of their `allOf`: what only explains may stand in any of them. */
export function speakingParts(node: SchemaNode): readonly Part[] {
  const known = memory.get(node);
  if (known !== undefined) return known;
  const found = new Map<string, Part>();
  const rest = [...node.parts].reverse();
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    if (found.has(part.id)) continue;
    found.set(part.id, part);
    if (!isObject(part.schema) || !Array.isArray(part.schema.allOf)) continue;
    for (const [index, member] of part.schema.allOf.entries())
      rest.push(...below(part, member, "allOf", index).parts);
  }
  const parts = [...found.values()];
  memory.set(node, parts);
  return parts;
}
