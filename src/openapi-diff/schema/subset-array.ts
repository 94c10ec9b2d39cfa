import type { Json } from "../../json/json.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { SchemaNode } from "./node.ts";
import type { Prover } from "./prover.ts";
import { fill } from "./samples.ts";
import type { ArrayFacets, Contains } from "./value-set.ts";

const LONGEST = 20_000;

/** Tries to prove that all arrays of `sub` are arrays of `sup`. */
export function proveArrays(prover: Prover, sub: ArrayFacets, sup: ArrayFacets): Attempt {
  const candidates: Json[][] = [];
  let proven = sub.minItems >= sup.minItems && sub.maxItems <= sup.maxItems;
  const lengths = [sub.minItems, sup.minItems - 1, sup.maxItems + 1].filter(
    (length) => length >= 0 && length <= LONGEST,
  );
  if (!proven) candidates.push(...lengths.flatMap((length) => [fill(prover, sub, length) ?? []]));
  if (sup.unique && !sub.unique && sub.maxItems > 1) {
    proven = false;
    candidates.push(...twins(prover, sub));
  }
  for (const [index, own, other] of positions(sub, sup)) {
    if (other.key === own.key) continue;
    const containment = prover.containment(own, other);
    if (containment.kind === "contained") continue;
    proven = false;
    if (containment.kind === "undecided" || containment.witness === undefined) continue;
    const filled = fill(prover, { ...sub, unique: false }, Math.max(index + 1, sub.minItems));
    if (filled !== undefined) candidates.push(filled.with(index, containment.witness));
  }
  for (const duty of sup.contains) {
    if (
      sub.contains.some((own) => satisfies(prover, own, duty)) ||
      (duty.min === 0 && duty.max >= sub.maxItems)
    )
      continue;
    proven = false;
    candidates.push(...containsCandidates(prover, sub, duty));
  }
  return attempt(proven, candidates);
}

// The rest stands for itself behind the longer of the two prefixes.
function positions(sub: ArrayFacets, sup: ArrayFacets): [number, SchemaNode, SchemaNode][] {
  const count = Math.min(Math.max(sub.prefix.length, sup.prefix.length) + 1, sub.maxItems);
  return Array.from({ length: count }, (_, index) => [
    index,
    sub.prefix[index] ?? sub.items,
    sup.prefix[index] ?? sup.items,
  ]);
}

function twins(prover: Prover, sub: ArrayFacets): Json[][] {
  const filled = fill(prover, sub, Math.max(2, sub.minItems));
  const first = filled?.[0];
  return filled === undefined || first === undefined ? [] : [filled.with(1, first)];
}

function satisfies(prover: Prover, own: Contains, duty: Contains): boolean {
  const enough = duty.min === 0 || (own.min >= duty.min && prover.isSubset(own.node, duty.node));
  const few =
    duty.max === Number.POSITIVE_INFINITY || (own.max <= duty.max && prover.isSubset(duty.node, own.node));
  return enough && few;
}

function containsCandidates(prover: Prover, sub: ArrayFacets, duty: Contains): Json[][] {
  const wanted = prover.samplesOf(duty.node)[0];
  const over = duty.max + 1;
  const many =
    wanted === undefined || over > LONGEST
      ? []
      : [Array.from({ length: Math.max(over, sub.minItems) }, () => wanted)];
  return [fill(prover, sub, sub.minItems) ?? [], fill(prover, sub, sub.minItems + 1) ?? [], ...many];
}
