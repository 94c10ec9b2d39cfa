import type { Json } from "../../json/json.ts";
import { decide, decideSets } from "./contains.ts";
import { contained, type Judge, type Perspective, type Verdict } from "./judge.ts";
import type { SchemaNode } from "./node.ts";
import { type SameMemory, sameNode } from "./same.ts";
import { samplesOfSet } from "./samples.ts";
import { findValueSets, type ValueSetMemory } from "./value-sets-of.ts";

// What lies deeper is put off until the stack is free again.
const MAX_OPEN = 40;
// What is required deeper than this gets no sample.
const MAX_NESTED = 30;
const MAX_SAMPLES = 8;
// A pair that was put off rests on nothing that is open.
const PUT_OFF = -1;

/** A judge that also compares single sets and spellings. */
export interface FullJudge extends Judge {
  /** Whether two nodes are spelled the same, references and explanations aside. */
  isSame(a: SchemaNode, b: SchemaNode): boolean;
}

/**
 * Containment is subtyping of recursive types: a pair that is met again while it is being decided is taken to hold
 * (coinduction), which values, being finite, cannot refute. After Amadio and Cardelli, "Subtyping Recursive Types" (1993);
 * that such a proof is sound show Brandt and Henglein, "Coinductive Axiomatization of Recursive Type Equality and
 * Subtyping" (1998); the assumptions are kept as Pierce describes ("Types and Programming Languages", chapter 21). What rests on an
 * assumption is forgotten where that does not hold.
 *
 * A judge with an empty memory. It answers for the nodes of any documents, as long as those do not change.
 */
export function createJudge(perspective: Perspective): FullJudge {
  const sets: ValueSetMemory = new Map();
  const same: SameMemory = new Map();
  const verdicts = new Map<string, Verdict>();
  const samples = new Map<string, readonly Json[]>();
  // Pairs that are being decided, with their depth; and pairs that are contained if those are, with the shallowest
  // one that they rest on.
  const open = new Map<string, number>();
  const provisional = new Map<string, number>();
  const trail: string[] = [];
  const putOff = new Map<string, [SchemaNode, SchemaNode]>();
  let strict: Judge | undefined;
  let nested = 0;
  let restsOn = Number.POSITIVE_INFINITY;

  const judge: FullJudge = {
    perspective,
    valueSetsOf: (node) => findValueSets({ judge, memory: sets }, node),
    isSame: (a, b) => sameNode(same, a, b),
    containsSet: (sub, above) => decideSets(judge, same, sub, above),
    contains,
    samplesOf,
    toTheLetter() {
      strict ??= perspective.declared ? createJudge({ ...perspective, declared: false }) : judge;
      return strict;
    },
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
    if (open.size < MAX_OPEN) return open.size > 0 ? decideOpen(pair, sub, sup) : decideWhole(pair, sub, sup);
    putOff.set(pair, [sub, sup]);
    assume(pair, PUT_OFF);
    restsOn = PUT_OFF;
    return contained;
  }

  /** Decides a pair, and what was put off on the way. If that does not hold, the pair is decided again, knowing it. */
  function decideWhole(pair: string, sub: SchemaNode, sup: SchemaNode): Verdict {
    let verdict = decideOpen(pair, sub, sup);
    while (verdict.kind === "contained" && !settleRest()) verdict = decideOpen(pair, sub, sup);
    forgetFrom(0);
    putOff.clear();
    restsOn = Number.POSITIVE_INFINITY;
    verdicts.set(pair, verdict);
    return verdict;
  }

  function settleRest(): boolean {
    for (const [pair, [sub, sup]] of putOff) {
      lower(0, PUT_OFF);
      provisional.delete(pair);
      if (decideOpen(pair, sub, sup).kind === "contained") continue;
      forgetFrom(0);
      putOff.clear();
      return false;
    }
    settleFrom(0);
    return true;
  }

  function decideOpen(pair: string, sub: SchemaNode, sup: SchemaNode): Verdict {
    const depth = open.size;
    const before = trail.length;
    const outer = restsOn;
    open.set(pair, depth);
    restsOn = Number.POSITIVE_INFINITY;
    const verdict = decide(judge, same, sub, sup);
    open.delete(pair);
    const own = restsOn;
    restsOn = Math.min(outer, own < depth ? own : Number.POSITIVE_INFINITY);
    if (verdict.kind !== "contained") {
      forgetFrom(before);
      verdicts.set(pair, verdict);
    } else if (own < depth) {
      lower(before, own);
      assume(pair, own);
    } else {
      settleFrom(before);
      verdicts.set(pair, verdict);
    }
    return verdict;
  }

  function assume(pair: string, on: number): void {
    if (!provisional.has(pair)) trail.push(pair);
    provisional.set(pair, on);
  }

  /** What was found since then rests on what its finder rests on. */
  function lower(from: number, on: number): void {
    for (const pair of trail.slice(from)) {
      const before = provisional.get(pair);
      if (before !== undefined && before > on) provisional.set(pair, on);
    }
  }

  function forgetFrom(from: number): void {
    for (const pair of trail.splice(from)) provisional.delete(pair);
  }

  function settleFrom(from: number): void {
    for (const pair of trail.splice(from)) {
      if (provisional.delete(pair)) verdicts.set(pair, contained);
    }
  }

  function samplesOf(node: SchemaNode): readonly Json[] {
    const known = samples.get(node.key);
    if (known !== undefined || nested > MAX_NESTED) return known ?? [];
    samples.set(node.key, []);
    nested += 1;
    const found = judge
      .valueSetsOf(node)
      .flatMap((set) => samplesOfSet(judge, set))
      .slice(0, MAX_SAMPLES);
    nested -= 1;
    samples.set(node.key, found);
    return found;
  }
}
