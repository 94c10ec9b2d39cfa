import { atLeast } from "../change.ts";
import { createProver } from "../schema/create-prover.ts";
import type { SchemaNode } from "../schema/node.ts";
import { backwardCompatibility, type Comparison } from "./comparison.ts";
import {
  type Cap,
  capped,
  isLink,
  type Link,
  levelOf,
  link,
  type SchemaFinding,
  type Step,
  stricter,
} from "./finding.ts";
import { type Inspection, inspect, wholeChange } from "./inspect.ts";

/** Compares schemas in one direction: what changed between two of them, everywhere inside. */
export interface SchemaComparison extends Comparison {
  compare(base: SchemaNode, revision: SchemaNode): readonly SchemaFinding[];
}

/** A link on the way from the root; its path is that from `outer`. */
interface Visit extends Link {
  readonly outer: Visit | undefined;
}

// Only where there is something to say is the path written out: most of what is visited has not changed.
function pathOf(visit: Visit): Step[] {
  const path: Step[] = [];
  for (let one: Visit | undefined = visit; one !== undefined; one = one.outer) path.unshift(...one.path);
  return path;
}

/** A comparison with an empty memory; `text` where values travel as text rather than as JSON. */
export function createComparison(direction: Comparison["direction"], text: boolean): SchemaComparison {
  const memory = new Map<string, Inspection>();
  const walks = new Map<string, readonly SchemaFinding[]>();
  const comparison: SchemaComparison = {
    prover: createProver({ direction, declared: true, text }),
    direction,
    compare: (base, revision) => {
      const pair = `${base.key}=${revision.key}`;
      const found = walks.get(pair) ?? (comparison.prover.isSame(base, revision) ? [] : walk(base, revision));
      walks.set(pair, found);
      return found;
    },
  };
  return comparison;

  // Nearest first: a schema that is used in many places is reported once, where it stands nearest to the root.
  function walk(base: SchemaNode, revision: SchemaNode): SchemaFinding[] {
    const found = new Map<string, SchemaFinding>();
    const queue: Visit[] = [{ ...link(base, revision), outer: undefined }];
    const visited = new Set<string>();
    for (const next of queue) {
      const { cap } = next;
      const pair = `${next.base.key}=${next.revision.key}`;
      if (capsFrom(cap).some((one) => visited.has(`${one} ${pair}`))) continue;
      visited.add(`${cap} ${pair}`);
      const { findings, links } = look(pair, next.base, next.revision);
      for (const one of capped(findings, cap)) {
        if (!isLink(one)) keep(found, { ...one, path: [...pathOf(next), ...one.path] });
      }
      for (const one of links) {
        const inner = { ...one, cap: stricter(one.cap, cap), outer: next };
        if (!visited.has(`${inner.cap} ${one.base.key}=${one.revision.key}`)) queue.push(inner);
      }
    }
    const all = [...found.values()];
    // In a circle of schemas each may have left it to the next one to say what changed.
    const { level } = levelOf(backwardCompatibility(comparison, base, revision));
    return level === "safe" || all.some((one) => atLeast(one.level, level))
      ? all
      : [...all, wholeChange(comparison, base, revision)];
  }

  function look(pair: string, base: SchemaNode, revision: SchemaNode): Inspection {
    const known = memory.get(pair) ?? inspect(comparison, base, revision);
    memory.set(pair, known);
    return known;
  }
}

/** The caps that let through at least as much. */
function capsFrom(cap: Cap): readonly Cap[] {
  return cap === "none" ? ["none"] : cap === "safe" ? ["none", "safe"] : ["none", "safe", "unjudged"];
}

function keep(found: Map<string, SchemaFinding>, one: SchemaFinding): void {
  const place = [one.action, one.base, one.revision, one.detail].join("\n");
  const before = found.get(place);
  if (before === undefined || !atLeast(before.level, one.level)) found.set(place, one);
}
