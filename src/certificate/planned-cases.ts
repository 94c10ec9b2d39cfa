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
export class PlannedCases {
  carriedOut = 0;
  readonly #size: number;
  readonly #plan: Iterator<Planned, undefined> | undefined;
  readonly #isThorough: boolean;
  /** Planned before a case that was met, and not met yet. */
  readonly #waiting = new Map<string, Planned>();
  readonly #seen = new Set<string>();

  constructor(contract: Contract, options: PlanOptions, how: "make" | "skip") {
    this.#isThorough = options.profile === "thorough";
    this.#size = plannedCases(options);
    // What a smaller profile has comes first.
    const due = this.#isThorough ? plannedCases({ ...options, profile: "standard" }) : this.#size;
    if (how === "make")
      this.#plan = plan(contract, options).map((script, at) => ({ script, mayBeCut: at >= due }));
  }

  /** How many cases the plan has. */
  get planned(): number {
    return this.#plan === undefined ? this.carriedOut : this.#size;
  }

  /** Takes the next case of the log: whether it may be cut off, or why it cannot stand there. */
  accept(it: Case): Pick<Planned, "mayBeCut"> | { readonly problem: string } {
    for (const name of [`tag ${it.tag}`, ...(this.#plan ? [] : [`id ${it.id}`])]) {
      if (this.#seen.has(name)) return { problem: `${it.id} has the ${name.split(" ")[0]} of another case` };
      this.#seen.add(name);
    }
    const found = this.#plan ? this.#find(it.id, this.#plan) : { script: it, mayBeCut: this.#isThorough };
    if (found === undefined) return { problem: `${it.id} was not planned, or is there twice` };
    if (textOf(found.script) !== textOf(it))
      return { problem: `the steps of ${it.id} are not those of the plan` };
    this.carriedOut += 1;
    return found;
  }

  /** What the log lacks, if anything. */
  missing(): string | undefined {
    const left = [...this.#waiting.values()];
    for (let next = this.#plan?.next(); next?.value?.mayBeCut === false; next = this.#plan?.next())
      left.push(next.value);
    const [first, ...more] = left.filter(({ mayBeCut }) => !mayBeCut);
    if (first === undefined) return undefined;
    const others = more.length === 0 ? "" : `, nor are ${counted(more.length, "other case")}`;
    return `${first.script.id} was planned and is not there${others}: the run ended early, or the log was cut`;
  }

  #find(id: string, planned: Iterator<Planned, undefined>): Planned | undefined {
    while (!this.#waiting.has(id) && this.#waiting.size < MAX_WAITING) {
      const { value } = planned.next();
      if (value === undefined) break;
      this.#waiting.set(value.script.id, value);
    }
    const found = this.#waiting.get(id);
    this.#waiting.delete(id);
    return found;
  }
}

function textOf({ id, scenario, tag, steps }: Script): string {
  return JSON.stringify([id, scenario, tag, steps]);
}
