import type { Json } from "../../json/json.ts";
import type { Judge } from "./judge.ts";
import type { SchemaNode } from "./node.ts";
import { fill } from "./samples.ts";
import type { ArrayFacets, Contains } from "./value-set.ts";

const LONGEST = 20_000;

/** `undefined` where all arrays of `sub` are arrays of `sup`, otherwise arrays that may not be. */
export function arrayWithin(judge: Judge, sub: ArrayFacets, sup: ArrayFacets): Json[][] | undefined {
  const doubts: Json[][] = [];
  let proven = sub.minItems >= sup.minItems && sub.maxItems <= sup.maxItems;
  const lengths = [sub.minItems, sup.minItems - 1, sup.maxItems + 1].filter(
    (length) => length >= 0 && length <= LONGEST,
  );
  if (!proven) doubts.push(...lengths.flatMap((length) => [fill(judge, sub, length) ?? []]));
  if (sup.unique && !sub.unique && sub.maxItems > 1) {
    proven = false;
    doubts.push(...twins(judge, sub));
  }
  for (const [index, own, other] of positions(sub, sup)) {
    if (other.key === own.key) continue;
    const verdict = judge.contains(own, other);
    if (verdict.kind === "contained") continue;
    proven = false;
    if (verdict.kind === "undecided" || verdict.witness === undefined) continue;
    const filled = fill(judge, { ...sub, unique: false }, Math.max(index + 1, sub.minItems));
    if (filled !== undefined) doubts.push(filled.with(index, verdict.witness));
  }
  for (const duty of sup.contains) {
    if (
      sub.contains.some((own) => satisfies(judge, own, duty)) ||
      (duty.min === 0 && duty.max >= sub.maxItems)
    )
      continue;
    proven = false;
    doubts.push(...containsDoubts(judge, sub, duty));
  }
  return proven ? undefined : doubts;
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

function twins(judge: Judge, sub: ArrayFacets): Json[][] {
  const filled = fill(judge, sub, Math.max(2, sub.minItems));
  const first = filled?.[0];
  return filled === undefined || first === undefined ? [] : [filled.with(1, first)];
}

function satisfies(judge: Judge, own: Contains, duty: Contains): boolean {
  const enough =
    duty.min === 0 || (own.min >= duty.min && judge.contains(own.node, duty.node).kind === "contained");
  const few =
    duty.max === Number.POSITIVE_INFINITY ||
    (own.max <= duty.max && judge.contains(duty.node, own.node).kind === "contained");
  return enough && few;
}

function containsDoubts(judge: Judge, sub: ArrayFacets, duty: Contains): Json[][] {
  const wanted = judge.samplesOf(duty.node)[0];
  const over = duty.max + 1;
  const many =
    wanted === undefined || over > LONGEST
      ? []
      : [Array.from({ length: Math.max(over, sub.minItems) }, () => wanted)];
  return [fill(judge, sub, sub.minItems) ?? [], fill(judge, sub, sub.minItems + 1) ?? [], ...many];
}
