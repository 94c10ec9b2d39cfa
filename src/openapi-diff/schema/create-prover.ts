import type { Json } from "../../json/json.ts";
import { decide, decideSets } from "./containment.ts";
import type { SchemaNode } from "./node.ts";
import { type Containment, contained, type Perspective, type Prover } from "./prover.ts";
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

/**
 * Containment is subtyping of recursive types: a pair that is met again while it is being decided is taken to hold
 * (coinduction), which values, being finite, cannot refute. After Amadio and Cardelli, "Subtyping Recursive Types" (1993);
 * that such a proof is sound show Brandt and Henglein, "Coinductive Axiomatization of Recursive Type Equality and
 * Subtyping" (1998); the assumptions are kept as Pierce describes ("Types and Programming Languages", chapter 21). What rests on an
 * assumption is forgotten where that does not hold.
 *
 * A prover with an empty memory. It answers for the nodes of any documents, as long as those do not change.
 */
export function createProver(perspective: Perspective): Prover {
  const sets: ValueSetMemory = new Map();
  const same: SameMemory = new Map();
  const decided = new Map<string, Containment>();
  const samples = new Map<string, readonly Json[]>();
  // Pairs that are being decided, with their depth; and pairs that are contained if those are, with the shallowest
  // one that they rest on.
  const open = new Map<string, number>();
  const provisional = new Map<string, number>();
  const trail: string[] = [];
  const putOff = new Map<string, [SchemaNode, SchemaNode]>();
  let literal: Prover | undefined;
  let nested = 0;
  let restsOn = Number.POSITIVE_INFINITY;

  const prover: Prover = {
    perspective,
    valueSetsOf: (node) => findValueSets({ prover, memory: sets }, node),
    isSame: (a, b) => sameNode(same, a, b),
    setContainment: (sub, above) => decideSets(prover, sub, above),
    containment,
    isSubset: (sub, sup) => containment(sub, sup).kind === "contained",
    samplesOf,
    toTheLetter() {
      literal ??= perspective.declared ? createProver({ ...perspective, declared: false }) : prover;
      return literal;
    },
  };
  return prover;

  function containment(sub: SchemaNode, sup: SchemaNode): Containment {
    if (sub.key === sup.key) return contained;
    const pair = `${sub.key}<${sup.key}`;
    const known = decided.get(pair);
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
  function decideWhole(pair: string, sub: SchemaNode, sup: SchemaNode): Containment {
    let containment = decideOpen(pair, sub, sup);
    while (containment.kind === "contained" && !settleRest()) containment = decideOpen(pair, sub, sup);
    forgetFrom(0);
    putOff.clear();
    restsOn = Number.POSITIVE_INFINITY;
    decided.set(pair, containment);
    return containment;
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

  function decideOpen(pair: string, sub: SchemaNode, sup: SchemaNode): Containment {
    const depth = open.size;
    const before = trail.length;
    const outer = restsOn;
    open.set(pair, depth);
    restsOn = Number.POSITIVE_INFINITY;
    const containment = decide(prover, sub, sup);
    open.delete(pair);
    const own = restsOn;
    restsOn = Math.min(outer, own < depth ? own : Number.POSITIVE_INFINITY);
    if (containment.kind !== "contained") {
      forgetFrom(before);
      decided.set(pair, containment);
    } else if (own < depth) {
      lower(before, own);
      assume(pair, own);
    } else {
      settleFrom(before);
      decided.set(pair, containment);
    }
    return containment;
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
      if (provisional.delete(pair)) decided.set(pair, contained);
    }
  }

  function samplesOf(node: SchemaNode): readonly Json[] {
    const known = samples.get(node.key);
    if (known !== undefined || nested > MAX_NESTED) return known ?? [];
    samples.set(node.key, []);
    nested += 1;
    const found = prover
      .valueSetsOf(node)
      .flatMap((set) => samplesOfSet(prover, set))
      .slice(0, MAX_SAMPLES);
    nested -= 1;
    samples.set(node.key, found);
    return found;
  }
}
