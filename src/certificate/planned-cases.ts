import type { Contract } from "../contract/contract.ts";
import { type PlanOptions, plan, plannedCases, plannedScenarios, tagOf } from "../engine/plan.ts";
import { retag } from "../engine/retag.ts";
import { refusedPack, split } from "../engine/split.ts";
import type { Case, Script } from "../evidence/case.ts";
import { Look } from "../rules/look.ts";

/** So many cases may be under way at once. */
const MAX_WAITING = 10_000;
/** Tags of cases that were not planned carry this in the place of their scenario. */
const UNPLANNED_TAG = tagOf("", 1000, 0).slice("oc".length, -"0z".length);

/** What a case of a log is in its plan. */
export interface Place {
  /** The run may have ended within it. */
  readonly mayBeCut: boolean;
  /** It is a part of the case before it, or of one before that. */
  readonly isHalf: boolean;
  /** It was refused, and is judged by its halves where they follow. */
  readonly isSplit: boolean;
}

/**
 * The cases that a run was to carry out, made again, against those that its log holds, in their order: every planned
 * one once, behind a refused pack its halves, and no others. What a time bound may cut off a thorough run, the random
 * cases beyond those of a standard one, may be missing at the end.
 */
export class PlannedCases {
  /** Cases of the plan, and those of them that were carried out. */
  readonly planned: number;
  carriedOut = 0;
  /** Those that no bound may cut off, and that were not met yet. */
  #due = 0;
  readonly #contract: Contract;
  readonly #options: PlanOptions;
  readonly #plan: Generator<Script>;
  /** Planned before a case that was met, and not met yet. */
  readonly #waiting = new Map<string, Script>();
  /** Halves that must come next, the last one first. */
  readonly #halves: { readonly script: Script; readonly mayBeCut: boolean }[] = [];
  readonly #tags = new Set<string>();
  /** Cases of each scenario that a standard run has. */
  readonly #standard: ReadonlyMap<string, number>;

  constructor(contract: Contract, options: PlanOptions) {
    this.#contract = contract;
    this.#options = options;
    this.#plan = plan(contract, options);
    const scenarios = plannedScenarios(contract, options);
    this.#standard = new Map(scenarios.map((scenario) => [scenario.id, scenario.cases.standard]));
    this.planned = plannedCases(contract, options);
    for (const { cases } of scenarios) this.#due += Math.min(cases[options.profile], cases.standard);
  }

  /** Takes the next case of the log, and says what it is there, or why it cannot stand there. */
  accept(it: Case): Place | { readonly problem: string } {
    if (this.#tags.has(it.tag)) return { problem: `${it.id} has the tag of another case` };
    this.#tags.add(it.tag);
    const half = this.#nextHalf(it);
    const script = half?.script ?? this.#find(it.id);
    if (script === undefined) return { problem: `${it.id} was not planned, or is there twice` };
    if (half !== undefined && !it.tag.startsWith(`oc${this.#options.nonce}${UNPLANNED_TAG}`))
      return { problem: `${it.id} has the tag of another run` };
    const expected = half === undefined ? script : retag(script, it.tag);
    if (textOf(expected) !== textOf(it))
      return { problem: `the steps of ${it.id} are not those of the plan` };
    const mayBeCut = half?.mayBeCut ?? this.#mayBeCut(script);
    if (half === undefined) {
      this.carriedOut += 1;
      if (!mayBeCut) this.#due -= 1;
    }
    const refused = refusedPack(new Look(it, this.#contract));
    if (refused !== undefined) {
      this.#halves.push(
        ...split(expected, refused)
          .reverse()
          .map((part) => ({ script: part, mayBeCut })),
      );
    }
    return { mayBeCut, isHalf: half !== undefined, isSplit: refused !== undefined };
  }

  /** What the log lacks. */
  missing(): string[] {
    const waiting = [...this.#waiting.values()];
    const due = this.#due - waiting.filter((script) => !this.#mayBeCut(script)).length;
    waiting.push(...this.#plan.filter((script) => !this.#mayBeCut(script)).take(due));
    const halves = this.#halves.filter(({ mayBeCut }) => !mayBeCut).map(({ script }) => script);
    return waiting.concat(halves).map(({ id }) => `${id} was planned and is not there`);
  }

  /** The half that must come here; halves that the end of the run cut off are passed over. */
  #nextHalf(it: Case): { readonly script: Script; readonly mayBeCut: boolean } | undefined {
    for (let next = this.#halves.at(-1); next !== undefined; next = this.#halves.at(-1)) {
      if (next.script.id === it.id) return this.#halves.pop();
      if (!next.mayBeCut) return undefined;
      this.#halves.pop();
    }
    return undefined;
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
