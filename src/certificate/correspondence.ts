import type { Case } from "../evidence/case.ts";
import type { ProviderRunOptions } from "../evidence/header.ts";
import type { Step } from "../evidence/step.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import type { RequestSpec } from "../running/conversation.ts";
import { createdId, requestsOf, type StepRequests } from "../running/requests-of.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { isRecordedAs } from "./recorded-as.ts";

/** What comparing a case with its steps found. */
export interface Correspondence {
  /** The first thing that the steps do not ask for. */
  readonly problem?: string;
  /** The last step was reached, or one that nothing can follow. */
  readonly whole: boolean;
}

/**
 * Compares what was recorded of a case with what its steps ask for, request by request: method, path, headers, body
 * and credential. Polls, retries, markers and probes may come in any number, but are compared as well.
 */
export function correspondenceOf(it: Case, contract: Contract, run: KnownOfRun): Correspondence {
  const walk = new Walk(it, contract, run);
  const problem = walk.problem();
  return { ...(problem === undefined ? {} : { problem }), whole: walk.whole };
}

type KnownOfRun = Pick<ProviderRunOptions, "session" | "keyLacks">;

class Walk {
  whole = true;
  readonly #case: Case;
  readonly #contract: Contract;
  readonly #run: KnownOfRun;
  readonly #ids = new Map<string, string>();
  /** Plain sends that the engine has added so far. */
  #added = 0;

  constructor(it: Case, contract: Contract, run: KnownOfRun) {
    this.#case = it;
    this.#contract = contract;
    this.#run = run;
  }

  problem(): string | undefined {
    const { steps, exchanges } = this.#case;
    const strange = exchanges.find(
      (exchange, index) =>
        exchange.step < (exchanges[index - 1]?.step ?? 0) ||
        exchange.step >= steps.length ||
        exchange.endedMs < exchange.startedMs ||
        (exchange.response === undefined) === (exchange.error === undefined),
    );
    if (strange !== undefined) return `an exchange of step ${strange.step} cannot have happened so`;
    const byStep = Map.groupBy(exchanges, (exchange) => exchange.step);
    let over = false;
    for (const [index, step] of steps.entries()) {
      const own = byStep.get(index) ?? [];
      if (over || !this.whole) {
        if (own.length > 0)
          return over
            ? `step ${index} follows a step that nothing can follow`
            : `an exchange before step ${index} is missing`;
        continue;
      }
      const problem = this.#compare(step, index, own);
      if (problem !== undefined) return `step ${index}: ${problem}`;
      over = !this.#learn(step, own);
    }
    return undefined;
  }

  #compare(step: Step, index: number, own: readonly Exchange[]): string | undefined {
    const { tag } = this.#case;
    const asked = requestsOf(step, { index, tag, ids: this.#ids, session: this.#run.session });
    const missing = [...asked.once];
    const reads = asked.read === undefined ? [] : [asked.read];
    const seen: RequestSpec[] = [];
    for (const exchange of own) {
      const request = this.#requestOf(exchange, asked, { missing, reads, seen });
      if (request === undefined)
        return `${exchange.request.method} ${exchange.request.path} is not what it asks for`;
      seen.push(request);
      if (reads.includes(request)) reads.push(...nextPage(exchange, request));
    }
    if (missing.some(({ credential = "valid" }) => !this.#run.keyLacks.some((each) => each === credential)))
      this.whole = false;
    if (reads.length > 0 && !seen.some((request) => reads.includes(request))) this.whole = false;
    return undefined;
  }

  /** What an exchange of the step was sent for; `undefined` where nothing asks for it. */
  #requestOf(
    exchange: Exchange,
    asked: StepRequests,
    { missing, reads, seen }: Met,
  ): RequestSpec | undefined {
    const matches = (request: RequestSpec) => this.#matches(exchange, request);
    switch (exchange.purpose) {
      case "retry":
        return seen.find(matches);
      case "step":
      case "poll": {
        const index = exchange.purpose === "step" ? missing.findIndex(matches) : -1;
        return index >= 0 ? missing.splice(index, 1)[0] : reads.find(matches);
      }
      case "marker":
      case "probe": {
        const added = asked.between?.(this.#added + 1);
        if (added?.purpose === exchange.purpose && matches(added)) {
          this.#added += 1;
          return added;
        }
        return exchange.purpose === "probe" ? [...asked.once, ...seen].find(matches) : undefined;
      }
      case "part": {
        const number = new Set(seen.filter(({ purpose }) => purpose === "part")).size + 1;
        const part = asked.part?.(jsonBody(exchange.request), number);
        return part !== undefined && matches(part) ? part : undefined;
      }
    }
  }

  /** Notes the id that a step was answered with; whether the steps behind it can follow. */
  #learn(step: Step, own: readonly Exchange[]): boolean {
    if (step.do !== "create-session" && step.do !== "create-contact") return true;
    if (step.do === "create-session" && this.#run.session !== undefined) {
      this.#ids.set(step.as, this.#run.session);
      return true;
    }
    const id = createdId(step, jsonBody(own.at(-1)?.response));
    if (id !== undefined) this.#ids.set(step.as, id);
    return id !== undefined || (step.do === "create-session" && step.credential !== undefined);
  }

  #matches(exchange: Exchange, request: RequestSpec): boolean {
    return (
      exchange.operation === request.operation &&
      exchange.credential === (request.credential ?? "valid") &&
      isRecordedAs(exchange.request, request, this.#contract)
    );
  }
}

/** How far the requests of a step were met: those still missing, its reads with their further pages, and what was seen. */
interface Met {
  readonly missing: RequestSpec[];
  readonly reads: readonly RequestSpec[];
  readonly seen: readonly RequestSpec[];
}

/** The page that a page of a history leads to. */
function nextPage(exchange: Exchange, request: RequestSpec): RequestSpec[] {
  const next = member(jsonBody(exchange.response), "next");
  if (request.operation !== "listHistory" || typeof next !== "string" || next === "") return [];
  return [{ ...request, query: `cursor=${encodeURIComponent(next)}` }];
}
