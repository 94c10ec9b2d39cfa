import { jsonBody } from "../../http/exchange.ts";
import type { Json } from "../../json/json.ts";
import type { Contract } from "../contract/contract.ts";
import type { ConsumerCase, ConsumerExchange, ConsumerProgram } from "./consumer-case.ts";

/** A request of the program, with its index into the case's `received`. */
interface Received {
  readonly index: number;
  readonly exchange: ConsumerExchange;
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
  /** Requests to the API, by their index. */
  readonly requests: readonly Received[];
  /** Requests to any other host. */
  readonly elsewhere: readonly Received[];
  readonly sends: readonly Send[];
}

const SEND_PATH = /^(?:\/[^?]*)?\/chat\/sessions\/([^?]*)\/send\/?(?:\?|$)/;

/** All runs of a program as the rules look at them. */
export class ConsumerAnalysis {
  readonly case: ConsumerCase;
  readonly contract: Contract;
  readonly runs: readonly Run[];

  constructor(recorded: ConsumerCase, contract: Contract) {
    this.case = recorded;
    this.contract = contract;
    this.runs = recorded.programs.map((program, run) => runOf(recorded, program, run));
  }

  under(condition: string): readonly Run[] {
    return this.runs.filter(({ program }) => program.condition === condition);
  }
}

function runOf({ received, hosts }: ConsumerCase, program: ConsumerProgram, run: number): Run {
  const all = received
    .map((exchange, index) => ({ index, exchange }))
    .filter(({ exchange }) => exchange.step === run);
  const isToApi = ({ exchange: { origin } }: Received) =>
    origin === undefined || hosts.includes(hostname(origin));
  const requests = all.filter(isToApi);
  return {
    program,
    requests,
    elsewhere: all.filter((each) => !isToApi(each)),
    sends: requests.flatMap(({ index, exchange }) => {
      const rawSession = SEND_PATH.exec(exchange.request.path)?.[1];
      // A browser asks with OPTIONS before it sends.
      if (rawSession === undefined || exchange.request.method === "OPTIONS") return [];
      const body = jsonBody(exchange.request);
      return [{ index, exchange, rawSession, body: isShallow(body) ? body : undefined }];
    }),
  };
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
