import { jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import type { ConsumerCase, ConsumerExchange, ConsumerProgram, RunCondition } from "./consumer-case.ts";

/** A request of the program, with its index into the case's `received`. */
export interface Received extends ConsumerExchange {
  readonly index: number;
}

/** A request to the API that is meant as a send, whether or not it is one by the letter. */
export interface Send extends Received {
  /** What stands in the place of the session id, as sent. */
  readonly rawSession: string;
  /** `undefined` where it is not JSON, or nested deeper than anything that is meant seriously. */
  readonly body: Json | undefined;
}

/** One run of the program and what it asked for, in the order of the requests' start. */
export interface Run {
  readonly program: ConsumerProgram;
  /** Requests to the API. */
  readonly requests: readonly Received[];
  /** Requests to any other host. */
  readonly elsewhere: readonly Received[];
  readonly sends: readonly Send[];
}

const SEND_PATH = /^(?:\/[^?]*)?\/chat\/sessions\/([^?]*)\/send\/?(?:\?|$)/;

/** All runs of a program as the rules look at them. */
export class ConsumerAnalysis {
  readonly case: ConsumerCase;
  readonly runs: readonly Run[];

  constructor(recorded: ConsumerCase) {
    this.case = recorded;
    const all = recorded.received.map((exchange, index) => ({ ...exchange, index }));
    this.runs = recorded.programs.map((program, run) => {
      const own = all.filter(({ step }) => step === run);
      const { requests = [], elsewhere = [] } = Object.groupBy(own, ({ origin }) =>
        origin === undefined || recorded.hosts.includes(hostname(origin)) ? "requests" : "elsewhere",
      );
      return { program, requests, elsewhere, sends: requests.flatMap(sendIn) };
    });
  }

  under(condition: RunCondition): readonly Run[] {
    return this.runs.filter(({ program }) => program.condition === condition);
  }
}

function sendIn(received: Received): Send[] {
  const { request } = received;
  const rawSession = SEND_PATH.exec(request.path)?.[1];
  // A browser asks with OPTIONS before it sends.
  if (rawSession === undefined || request.method === "OPTIONS") return [];
  const body = jsonBody(request);
  return [{ ...received, rawSession, body: isShallow(body) ? body : undefined }];
}

/** Levels of nesting that are looked into: nobody means more. */
const MAX_DEPTH = 200;

function isShallow(value: Json | undefined, levels = MAX_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}

function hostname(origin: string): string {
  return origin.replace(/^\w+:\/\//, "").replace(/:\d+$/, "");
}
