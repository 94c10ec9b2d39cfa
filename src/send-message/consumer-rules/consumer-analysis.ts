import { jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import { sameValue } from "../../json/same-value.ts";
import type { Contract } from "../contract/contract.ts";
import type { ConsumerCase, ConsumerExchange, ConsumerProgram } from "./consumer-case.ts";

/** A request to the API that is meant as a send, whether or not it is one by the letter. */
export interface Send {
  /** Index into the case's `received`. */
  readonly index: number;
  readonly exchange: ConsumerExchange;
  /** What stands in the place of the session id, as sent. */
  readonly rawSession: string;
  /** `undefined` where it is not JSON, or nested deeper than anything that is meant seriously. */
  readonly body: Json | undefined;
}

/** One run of the program and what it asked for, in the order of the requests' start. */
export interface Run {
  readonly program: ConsumerProgram;
  /** Requests to the API, by their index. */
  readonly requests: readonly { readonly index: number; readonly exchange: ConsumerExchange }[];
  /** Requests to any other host. */
  readonly elsewhere: readonly { readonly index: number; readonly exchange: ConsumerExchange }[];
  readonly sends: readonly Send[];
}

const SEND_PATH = /^(?:\/[^?]*)?\/chat\/sessions\/([^?]*)\/send\/?(?:\?|$)/;

/** All runs of a program as the rules look at them. */
export class ConsumerAnalysis {
  readonly case: ConsumerCase;
  readonly contract: Contract;
  readonly runs: readonly Run[];

  constructor(it: ConsumerCase, contract: Contract) {
    this.case = it;
    this.contract = contract;
    this.runs = it.programs.map((program, run) => runOf(it, program, run));
  }

  under(condition: string): readonly Run[] {
    return this.runs.filter(({ program }) => program.condition === condition);
  }
}

function runOf(it: ConsumerCase, program: ConsumerProgram, run: number): Run {
  const all = it.received
    .map((exchange, index) => ({ index, exchange }))
    .filter(({ exchange }) => exchange.step === run);
  const requests = all.filter(({ exchange }) => isToApi(it, exchange));
  return {
    program,
    requests,
    elsewhere: all.filter(({ exchange }) => !isToApi(it, exchange)),
    sends: requests.flatMap(({ index, exchange }) => {
      const rawSession = SEND_PATH.exec(exchange.request.path)?.[1];
      // A browser asks with OPTIONS before it sends.
      if (rawSession === undefined || exchange.request.method === "OPTIONS") return [];
      return [
        { index, exchange, rawSession, body: isShallow(exchange) ? jsonBody(exchange.request) : undefined },
      ];
    }),
  };
}

/** Levels of nesting that are looked into. */
const MAX_DEPTH = 200;

/** Reads character by character: a pattern over many megabytes of text runs out of stack. */
function isShallow({ request }: ConsumerExchange): boolean {
  const text = request.body?.data ?? "";
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === "[" || char === "{") depth += 1;
    else if (char === "]" || char === "}") depth -= 1;
    if (depth > MAX_DEPTH) return false;
  }
  return true;
}

/** Where the quote stands that ends the string which begins here. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function isToApi(it: ConsumerCase, { origin }: ConsumerExchange): boolean {
  return origin === undefined || it.hosts.includes(hostname(origin));
}

function hostname(origin: string): string {
  return origin.replace(/^\w+:\/\//, "").replace(/:\d+$/, "");
}

/** The session id that a send names, decoded; as sent where it cannot be decoded. */
export function sessionOf({ rawSession }: Send): string {
  try {
    return decodeURIComponent(rawSession);
  } catch {
    return rawSession;
  }
}

/** Whether two sends are the same message to the same session: one is the other's repetition. */
function isRepetition(a: Send, b: Send): boolean {
  if (a.rawSession !== b.rawSession) return false;
  const [one, other] = [member(a.body, "message"), member(b.body, "message")];
  if (one !== undefined || other !== undefined) return sameValue(one, other);
  return a.exchange.request.body?.data === b.exchange.request.body?.data;
}

/** Whether two sends carry the same body, members in any order. */
export function isSameBody(a: Send, b: Send): boolean {
  if (a.rawSession !== b.rawSession) return false;
  if (a.body !== undefined && b.body !== undefined) return sameValue(a.body, b.body);
  return a.exchange.request.body?.data === b.exchange.request.body?.data;
}

/** Sends grouped by the message that they repeat, each group in order. */
export function tries(sends: readonly Send[]): Send[][] {
  const groups: Send[][] = [];
  for (const send of sends) {
    const group = groups.find(([first]) => isRepetition(first!, send));
    if (group === undefined) groups.push([send]);
    else group.push(send);
  }
  return groups;
}

/** How often a program sends this message in one session when all is well, at least once: so many are no repetitions. */
export function usualCount(send: Send, it: ConsumerAnalysis): number {
  const message = member(send.body, "message");
  if (message === undefined) return 1;
  const counts = it.under("happy").flatMap(({ sends }) =>
    tries(sends)
      .filter(([first]) => sameValue(member(first!.body, "message"), message))
      .map((group) => group.length),
  );
  return Math.max(1, ...counts);
}

export function statusOf(send: Send): number | undefined {
  return send.exchange.response?.status;
}
