import { counted } from "../counted.ts";
import type { Case, Script } from "../evidence/case.ts";
import { type PlanOptions, plan, plannedCases } from "../running/plan.ts";
import type { Contract } from "../send-message/contract/contract.ts";

/** So many cases may be under way at once. */
const MAX_WAITING = 10_000;

/** A case of the plan, and whether the run may have ended before it or within it. */
interface Planned {
  readonly script: Script;
  readonly mayBeCut: boolean;
}

/**
 * The cases that a run was to carry out, made again, against those that its log holds: every planned one once, and no
 * others. A time bound may cut off a thorough run: the cases beyond those of a standard one may be missing at the end.
 * Where another version made the plan, it is not made again: then every case counts, each once.
 */
export function planAgain(contract: Contract, options: PlanOptions, how: "make" | "skip") {
  const isThorough = options.profile === "thorough";
  const size = plannedCases(options);
  // What a smaller profile has comes first.
  const due = isThorough ? plannedCases({ ...options, profile: "standard" }) : size;
  const made: Iterator<Planned, undefined> | undefined =
    how === "make"
      ? plan(contract, options).map((script, at) => ({ script, mayBeCut: at >= due }))
      : undefined;
  /** Planned before a case that was met, and not met yet. */
  const waiting = new Map<string, Planned>();
  const seen = new Set<string>();
  let carriedOut = 0;

  function find(id: string, planned: Iterator<Planned, undefined>): Planned | undefined {
    while (!waiting.has(id) && waiting.size < MAX_WAITING) {
      const { value } = planned.next();
      if (value === undefined) break;
      waiting.set(value.script.id, value);
    }
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

  return {
    /** Takes the next case of the log: whether it may be cut off, or why it cannot stand there. */
    accept(it: Case): Pick<Planned, "mayBeCut"> | { readonly problem: string } {
      for (const name of [`tag ${it.tag}`, ...(made ? [] : [`id ${it.id}`])]) {
        if (seen.has(name)) return { problem: `${it.id} has the ${name.split(" ")[0]} of another case` };
        seen.add(name);
      }
      const found = made ? find(it.id, made) : { script: it, mayBeCut: isThorough };
      if (found === undefined) return { problem: `${it.id} was not planned, or is there twice` };
      if (textOf(found.script) !== textOf(it))
        return { problem: `the steps of ${it.id} are not those of the plan` };
      carriedOut += 1;
      return found;
    },
    /** What the log lacks, if anything. */
    missing(): string | undefined {
      const left = [...waiting.values()];
      for (let next = made?.next(); next?.value?.mayBeCut === false; next = made?.next())
        left.push(next.value);
      const [first, ...more] = left.filter(({ mayBeCut }) => !mayBeCut);
      if (first === undefined) return undefined;
      const others = more.length === 0 ? "" : `, nor are ${counted(more.length, "other case")}`;
      return `${first.script.id} was planned and is not there${others}: the run ended early, or the log was cut`;
    },
    counts: () => ({ planned: made === undefined ? carriedOut : size, carriedOut }),
  };
}

function textOf({ id, scenario, tag, steps }: Script): string {
  return JSON.stringify([id, scenario, tag, steps]);
}
