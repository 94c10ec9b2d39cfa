import { isDeepStrictEqual } from "node:util";
import type { Case } from "../evidence/case.ts";
import type { ProviderRunOptions } from "../evidence/header.ts";
import { otherSession, type Step } from "../evidence/step.ts";
import { type Credential, nameCredential } from "../http/credentials.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { recordRequest } from "../http/record.ts";
import { member } from "../json/member.ts";
import {
  createdId,
  type RequestSpec,
  requestFor,
  requestsOf,
  type StepRequests,
} from "../running/requests-of.ts";
import type { Contract } from "../send-message/contract/contract.ts";

/**
 * Compares what was recorded of a case with what its steps ask for, request by request: method, path, headers, body
 * and credential. Polls, retries, markers and probes may come in any number, but are compared as well. `problem` is the
 * first thing that the steps do not ask for; `whole` says that the last step was reached, or one that nothing can follow.
 */
export function correspondence(
  it: Case,
  contract: Contract,
  { session, keyLacks }: Pick<ProviderRunOptions, "session" | "keyLacks">,
): { readonly problem: string | undefined; readonly whole: boolean } {
  const lacking: readonly (Credential | undefined)[] = keyLacks;
  const ids = new Map<string, string>();
  /** Plain sends that the engine has added so far. */
  let added = 0;
  let whole = true;
  const problem = impossibleIn(it) ?? walk();
  return { problem, whole };

  function walk(): string | undefined {
    const byStep = Map.groupBy(it.exchanges, (exchange) => exchange.step);
    let over = false;
    for (const [index, step] of it.steps.entries()) {
      const own = byStep.get(index) ?? [];
      if (own.length > 0 && over) return `step ${index} follows a step that nothing can follow`;
      if (own.length > 0 && !whole) return `an exchange before step ${index} is missing`;
      if (over || !whole) continue;
      const problem = compare(step, index, own);
      if (problem !== undefined) return `step ${index}: ${problem}`;
      over = !learn(step, own);
    }
    return undefined;
  }

  function compare(step: Step, index: number, own: readonly Exchange[]): string | undefined {
    const asked = requestsOf(step, { index, tag: it.tag, ids, session });
    const missing = [...asked.once];
    // With their further pages.
    const reads = asked.read === undefined ? [] : [asked.read];
    const seen: RequestSpec[] = [];
    for (const exchange of own) {
      const request = requestMet(exchange, asked, missing, reads, seen);
      if (request === undefined)
        return `${exchange.request.method} ${exchange.request.path} is not what it asks for`;
      seen.push(request);
      if (reads.includes(request)) reads.push(...nextPage(exchange, request));
    }
    whole =
      missing.every(({ credential }) => lacking.includes(credential)) &&
      (reads.length === 0 || seen.some((request) => reads.includes(request)));
    return undefined;
  }

  /** What an exchange of the step was sent for, which is `missing` no more; `undefined` where nothing asks for it. */
  function requestMet(
    exchange: Exchange,
    asked: StepRequests,
    missing: RequestSpec[],
    reads: readonly RequestSpec[],
    seen: readonly RequestSpec[],
  ): RequestSpec | undefined {
    const matches = (spec: RequestSpec) => isExchangeOf(exchange, spec, contract);
    const repeated = () => seen.find(matches);
    const read = () => reads.find(matches);
    const between = () => {
      const step = it.steps[exchange.step];
      const beside = step?.do === "send" ? otherSession(it.steps, exchange.step, step.session) : undefined;
      const plain = [undefined, beside]
        .map((to) => asked.between?.(added + 1, to))
        .find((each) => each?.purpose === exchange.purpose && matches(each));
      if (plain === undefined) return undefined;
      added += 1;
      return plain;
    };
    const meant: Record<Exchange["purpose"], () => RequestSpec | undefined> = {
      step: () => {
        const index = missing.findIndex(matches);
        return index >= 0 ? missing.splice(index, 1)[0] : read();
      },
      poll: read,
      retry: repeated,
      again: repeated,
      alone: repeated,
      marker: between,
      probe: () => between() ?? [...asked.once, ...seen].find(matches),
      part: () => {
        const number = new Set(seen.filter(({ purpose }) => purpose === "part")).size + 1;
        const part = asked.part?.(jsonBody(exchange.request), number);
        return part !== undefined && matches(part) ? part : undefined;
      },
    };
    return meant[exchange.purpose]();
  }

  /** Notes the id that a step was answered with; whether the steps behind it can follow. */
  function learn(step: Step, own: readonly Exchange[]): boolean {
    if (step.do !== "create-session" && step.do !== "create-contact") return true;
    const given = step.do === "create-session" ? session : undefined;
    const id = given ?? createdId(step.do, jsonBody(own.at(-1)?.response));
    if (id !== undefined) ids.set(step.as, id);
    return id !== undefined || (step.do === "create-session" && step.credential !== undefined);
  }
}

/** An exchange that stands before its time, belongs to no step, or has both an answer and an error, or neither. */
function impossibleIn({ steps, exchanges }: Case): string | undefined {
  const strange = exchanges.find(
    (exchange, index) =>
      exchange.step < (exchanges[index - 1]?.step ?? 0) ||
      exchange.step >= steps.length ||
      exchange.endedMs < exchange.startedMs ||
      (exchange.response === undefined) === (exchange.error === undefined),
  );
  return strange && `an exchange of step ${strange.step} cannot have happened so`;
}

/** The page that a page of a history leads to. */
function nextPage(exchange: Exchange, request: RequestSpec): RequestSpec[] {
  const next = member(jsonBody(exchange.response), "next");
  if (request.operation !== "listHistory" || typeof next !== "string" || next === "") return [];
  return [{ ...request, query: `cursor=${encodeURIComponent(next)}` }];
}

/** Whether an exchange is what a spec puts on the wire, and then into the recording. */
function isExchangeOf(
  { operation, credential, request }: Exchange,
  spec: RequestSpec,
  contract: Contract,
): boolean {
  const expected = spec.credential ?? "valid";
  if (operation !== spec.operation || credential !== expected) return false;
  const asked = requestFor(spec, contract, nameCredential(expected));
  return isDeepStrictEqual(request, recordRequest(asked));
}
