import type { Case } from "../../evidence/case.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Comparison } from "../../merge-oracle/compare.ts";
import type { Contract } from "../contract/contract.ts";
import { type Facts, factsOf } from "./facts.ts";
import { compareMessages, type MessageComparison } from "./messages.ts";
import { compareRecords } from "./records.ts";
import { type SendOutcome, sendOutcomesOf } from "./send-outcomes.ts";

/** A case as the rules look at it: what happened, what was asked, and how the records and histories compare. */
export class CaseAnalysis {
  readonly case: Case;
  readonly contract: Contract;
  #facts: Facts | undefined;
  #sends: readonly SendOutcome[] | undefined;
  #records: Comparison | undefined;
  #messages: MessageComparison | undefined;

  constructor(recorded: Case, contract: Contract) {
    this.case = recorded;
    this.contract = contract;
  }

  get facts(): Facts {
    this.#facts ??= factsOf(this.case);
    return this.#facts;
  }

  get sends(): readonly SendOutcome[] {
    this.#sends ??= sendOutcomesOf(this.case, this.facts, this.contract);
    return this.#sends;
  }

  get records(): Comparison {
    this.#records ??= compareRecords(this.case, this.facts);
    return this.#records;
  }

  get messages(): MessageComparison {
    this.#messages ??= compareMessages(this.case, this.facts);
    return this.#messages;
  }

  exchange(index: number): Exchange {
    return this.case.exchanges[index]!;
  }
}
