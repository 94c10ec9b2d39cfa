import type { Case, Script } from "../evidence/case.ts";
import { type PlanOptions, plan, plannedCases, plannedScenarios, sizeOf } from "../running/plan.ts";
import type { Contract } from "../send-message/contract/contract.ts";

/** So many cases may be under way at once. */
const MAX_WAITING = 10_000;

/** What a case of a log is in its plan. */
export interface Place {
  /** The run may have ended within it. */
  readonly mayBeCut: boolean;
}

/**
 * The cases that a run was to carry out, made again, against those that its log holds, in their order: every planned
 * one once, and no others. What a time bound may cut off a thorough run, the random
 * cases beyond those of a standard one, may be missing at the end.
 */
export class PlannedCases {
  /** Cases of the plan, and those of them that were carried out. */
  readonly planned: number;
  carriedOut = 0;
  /** Those that no bound may cut off, and that were not met yet. */
  #due = 0;
  readonly #options: PlanOptions;
  readonly #plan: Generator<Script>;
  /** Planned before a case that was met, and not met yet. */
  readonly #waiting = new Map<string, Script>();
  readonly #tags = new Set<string>();
  /** Cases of each scenario that a standard run has. */
  readonly #standard: ReadonlyMap<string, number>;

  constructor(contract: Contract, options: PlanOptions) {
    this.#options = options;
    this.#plan = plan(contract, options);
    const scenarios = plannedScenarios(options);
    this.#standard = new Map(scenarios.map((scenario) => [scenario.id, scenario.cases.standard]));
    this.planned = plannedCases(options);
    for (const { cases } of scenarios) this.#due += Math.min(cases[sizeOf(options.profile)], cases.standard);
  }

  /** Takes the next case of the log, and says what it is there, or why it cannot stand there. */
  accept(it: Case): Place | { readonly problem: string } {
    if (this.#tags.has(it.tag)) return { problem: `${it.id} has the tag of another case` };
    this.#tags.add(it.tag);
    const script = this.#find(it.id);
    if (script === undefined) return { problem: `${it.id} was not planned, or is there twice` };
    if (textOf(script) !== textOf(it)) return { problem: `the steps of ${it.id} are not those of the plan` };
    const mayBeCut = this.#mayBeCut(script);
    this.carriedOut += 1;
    if (!mayBeCut) this.#due -= 1;
    return { mayBeCut };
  }

  /** What the log lacks. */
  missing(): string[] {
    const waiting = [...this.#waiting.values()];
    const due = this.#due - waiting.filter((script) => !this.#mayBeCut(script)).length;
    waiting.push(...this.#plan.filter((script) => !this.#mayBeCut(script)).take(due));
    return waiting.map(({ id }) => `${id} was planned and is not there`);
  }

  #find(id: string): Script | undefined {
    for (let found = this.#waiting.get(id); ; found = this.#waiting.get(id)) {
      if (found !== undefined) {
        this.#waiting.delete(id);
        return found;
      }
      const next = this.#waiting.size < MAX_WAITING ? this.#plan.next() : undefined;
      if (next === undefined || next.done) return undefined;
      this.#waiting.set(next.value.id, next.value);
    }
  }

  #mayBeCut({ id, scenario }: Script): boolean {
    const number = Number(id.split("/").at(-1));
    return this.#options.profile === "thorough" && number >= (this.#standard.get(scenario) ?? 0);
  }
}

function textOf({ id, scenario, tag, steps }: Script): string {
  return JSON.stringify([id, scenario, tag, steps]);
}
