import type { Omission } from "../evidence/omission.ts";
import type { Exchange } from "../http/exchange.ts";
import { acceptanceOf } from "../send-message/analysis/facts.ts";
import { lostBy } from "./lost-rules.ts";
import type { RuleResult } from "./run-result.ts";

/** What a provider seems to lack, told by the answers of a run. */
export class Lacking {
  readonly #session: string | undefined;
  #historyStatus: number | undefined;
  #hasHistory = false;

  /** `session` is the one that was given instead of creating any. */
  constructor(session: string | undefined) {
    this.#session = session;
  }

  note(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) {
      if (exchange.operation !== "listHistory" || exchange.credential !== "valid") continue;
      if (acceptanceOf(exchange) === "accepted") this.#hasHistory = true;
      else this.#historyStatus ??= exchange.response?.status;
    }
  }

  /** The results; a rule that could judge nothing for want of an operation says so, and what to do. */
  advised(results: readonly RuleResult[]): RuleResult[] {
    return results.map((each) => {
      if (each.outcome !== "inconclusive" || each.checked > 0) return each;
      const reason = this.#reasons().find(([omission]) => lostBy(each.rule.id, [omission]).length > 0)?.[1];
      return reason === undefined ? each : { ...each, reason };
    });
  }

  #reasons(): (readonly [omission: Omission, reason: string])[] {
    return [
      ...(this.#hasHistory || this.#historyStatus === undefined
        ? []
        : ([
            [
              "history",
              `List history is answered ${this.#historyStatus}; if the provider lacks it, add --without history`,
            ],
          ] as const)),
      ...(this.#session === undefined
        ? []
        : ([
            [
              "create-session",
              "it needs sessions that the suite creates, and --session names one for all; if the provider lacks Create Session, add --without create-session",
            ],
          ] as const)),
    ];
  }
}
