import type { Json } from "../../../contract/words.ts";
import { decide, decideShapes } from "./contains.ts";
import { contained, type Judge, type Lens, undecided, type Verdict } from "./judge.ts";
import type { SchemaNode } from "./node.ts";
import { type SameMemory, sameNode } from "./same.ts";
import { samplesOfShape } from "./samples.ts";
import type { Shape } from "./shape.ts";
import { findShapes, type ShapeMemory } from "./shapes-of.ts";

// Documents nest less; what goes deeper is a schema built to exhaust the stack.
const MAX_OPEN = 150;
const MAX_SAMPLES = 8;

/** A judge that also compares single shapes and spellings. */
export interface FullJudge extends Judge {
  /** Whether every value of a shape is one of the given shapes'. */
  containsShape(sub: Shape, above: readonly Shape[]): Verdict;
  /** Whether two nodes are spelled the same, references and explanations aside. */
  isSame(a: SchemaNode, b: SchemaNode): boolean;
}

/** A judge with an empty memory. It answers for the nodes of any documents, as long as those do not change. */
export function createJudge(lens: Lens): FullJudge {
  const shapes: ShapeMemory = new Map();
  const same: SameMemory = new Map();
  const verdicts = new Map<string, Verdict>();
  const samples = new Map<string, readonly Json[]>();
  // Pairs that are being decided, with their depth; and pairs that are contained if those are, with the shallowest
  // one that they rest on.
  const open = new Map<string, number>();
  const provisional = new Map<string, number>();
  let restsOn = Number.POSITIVE_INFINITY;

  const judge: FullJudge = {
    lens,
    shapesOf: (node) => findShapes({ judge, memory: shapes }, node),
    isSame: (a, b) => sameNode(same, a, b),
    containsShape: (sub, above) => decideShapes(judge, same, sub, above),
    contains,
    samplesOf,
  };
  return judge;

  function contains(sub: SchemaNode, sup: SchemaNode): Verdict {
    if (sub.key === sup.key) return contained;
    const pair = `${sub.key}<${sup.key}`;
    const known = verdicts.get(pair);
    if (known !== undefined) return known;
    // Values are finite: what would refute an open pair refutes it without going round in a circle.
    const assumed = open.get(pair) ?? provisional.get(pair);
    if (assumed !== undefined) {
      restsOn = Math.min(restsOn, assumed);
      return contained;
    }
    if (open.size >= MAX_OPEN) return undecided;
    return decideOpen(pair, sub, sup);
  }

  function decideOpen(pair: string, sub: SchemaNode, sup: SchemaNode): Verdict {
    const depth = open.size;
    const before = provisional.size;
    const outer = restsOn;
    open.set(pair, depth);
    restsOn = Number.POSITIVE_INFINITY;
    const verdict = decide(judge, same, sub, sup);
    open.delete(pair);
    const own = restsOn;
    restsOn = Math.min(outer, own < depth ? own : Number.POSITIVE_INFINITY);
    if (verdict.kind !== "contained") {
      for (const doubtful of [...provisional.keys()].slice(before)) provisional.delete(doubtful);
      verdicts.set(pair, verdict);
    } else if (own < depth) {
      provisional.set(pair, own);
    } else {
      for (const settled of [...provisional.keys()].slice(before)) {
        provisional.delete(settled);
        verdicts.set(settled, contained);
      }
      verdicts.set(pair, verdict);
    }
    return verdict;
  }

  function samplesOf(node: SchemaNode): readonly Json[] {
    const known = samples.get(node.key);
    if (known !== undefined) return known;
    samples.set(node.key, []);
    const found = judge
      .shapesOf(node)
      .flatMap((shape) => samplesOfShape(judge, shape))
      .slice(0, MAX_SAMPLES);
    samples.set(node.key, found);
    return found;
  }
}
