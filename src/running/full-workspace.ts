import type { Omission } from "../evidence/omission.ts";
import type { Step } from "../evidence/step.ts";
import { isSuccess } from "../http/exchange.ts";
import { BOTH } from "../send-message/contract/records.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { dataFor, open, send } from "../send-message/scenarios/steps.ts";
import { stepsWithout } from "../send-message/scenarios/steps-without.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { runCase } from "./run-case.ts";
import { type RuleResult, undecided } from "./run-result.ts";

/** A name that the first case of every run sends. */
const KNOWN = "opencx_kept";

/** Why a refusal decides nothing where the workspace is full. */
const REASON =
  "the provider refuses every key name that is new to it, and accepts known ones: a limit on the names of a workspace is left open; use a workspace that has room for 500 more names";

/** Looks whether the workspace of the provider is full, while the run has requests left for it. */
export class WorkspaceCheck {
  readonly #isFull: () => Promise<boolean>;
  #found: boolean | undefined;

  constructor(context: ExecutionContext, newTag: () => string, without: readonly Omission[] = []) {
    this.#isFull = () => isWorkspaceFull(context, newTag, without);
  }

  /** A case was the first to break these rules: a workspace that is full now explains it, and stays full. */
  async atFirst(broken: readonly Rule[]): Promise<void> {
    if (this.#found === undefined && broken.some(isOnAcceptance)) this.#found = await this.#isFull();
  }

  /**
   * The results; if the workspace is full, those that accuse the provider of refusing data are undecided, and those that
   * nothing could show are so for the same reason.
   */
  async excused(results: RuleResult[]): Promise<RuleResult[]> {
    if (!results.some(accusesOfRefusing)) return results;
    this.#found ||= await this.#isFull();
    if (!this.#found) return results;
    const isForWant = ({ outcome, checked }: RuleResult) => outcome === "inconclusive" && checked === 0;
    return results.map((each) =>
      accusesOfRefusing(each) || isForWant(each) ? undecided(each, REASON) : each,
    );
  }
}

function isOnAcceptance({ id }: Rule): boolean {
  return id.endsWith("-accepted");
}

/** Whether a result accuses the provider of refusing data that it must accept. */
function accusesOfRefusing({ rule, outcome, counterexample }: RuleResult): boolean {
  if (counterexample === undefined || !isOnAcceptance(rule) || outcome === "pass") return false;
  const { violation, case: it } = counterexample;
  return violation.exchanges.some((index) => isRefusal(it.exchanges[index]?.response?.status));
}

/**
 * Whether a record takes no new names any more: a known one is accepted, and one that was never sent is refused. This
 * tells a limit on the names of a workspace, which is left open, from the refusal of a certain key.
 */
async function isWorkspaceFull(
  context: ExecutionContext,
  newTag: () => string,
  without: readonly Omission[],
): Promise<boolean> {
  for (const record of BOTH) {
    const tag = newTag();
    const steps: Step[] = [
      open(tag),
      send(tag, "a known name", dataFor(record, { [KNOWN]: `value ${tag}` })),
      send(tag, "a new name", dataFor(record, { [`opencx_${tag}`]: `value ${tag}` })),
    ];
    const { exchanges } = await runCase(
      { id: "full-workspace/0", scenario: "full-workspace", tag, steps: stepsWithout(steps, without) },
      context,
    );
    const statusOf = (step: number) =>
      exchanges.find((exchange) => exchange.step === step && exchange.purpose === "step")?.response?.status;
    if (isSuccess(statusOf(1)) && isRefusal(statusOf(2))) return true;
  }
  return false;
}

function isRefusal(status = 0): boolean {
  return status >= 400 && status < 500;
}
