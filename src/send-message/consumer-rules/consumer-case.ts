import type { Case, ProgramRun } from "../../evidence/case.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { ConditionName } from "./conditions.ts";

/** A run that was not staged by the suite: one that was waited for, or a recording made elsewhere. */
export type RunCondition = ConditionName | "listened" | "recorded";

/** What a program wrote to both of its streams; equal digests mean equal lines. */
export interface OutputDigest {
  /** Of its lines without what looks like an id or a time. */
  readonly exact: string;
  /** Of its lines without any number. */
  readonly masked: string;
}

/** One start of the program, with what its ending shows. Indices of runs are the `step` of their exchanges. */
export interface ConsumerProgram extends ProgramRun {
  readonly condition: RunCondition;
  /** It was ended by the suite: at the time limit, after it had been idle, or because it would not stop sending. */
  readonly stopped?: "time limit" | "idle" | "too many requests";
  /** The error that nobody in the program caught, as its runtime reported it; one line, at most 200 characters. */
  readonly uncaught?: string;
  /** The streams to which it wrote the key that it was given. */
  readonly keyShownOn?: readonly ("standard output" | "standard error")[];
  /** Lines that it wrote to its standard error. */
  readonly errorLines: number;
  /** Absent where the suite did not start it. */
  readonly output?: OutputDigest;
}

/** A request of the consumer. */
export interface ConsumerExchange extends Exchange {
  /** Scheme and host that it was meant for; absent where it came to the sandbox directly. */
  readonly origin?: string;
}

/** All runs of one program, put together: what consumer rules judge. Times stand on one clock over all runs. */
export interface ConsumerCase extends Case {
  readonly received: readonly ConsumerExchange[];
  readonly programs: readonly ConsumerProgram[];
  /** Session ids that the program was told. */
  readonly sessions: readonly string[];
  /** Host names, beside the sandbox itself, that stand for the API. */
  readonly hosts: readonly string[];
}

/** `exit` of a program that the suite did not start. */
const NOT_STARTED = "not started";

/** A run of a program that the suite did not start, of this length in milliseconds. */
export function runElsewhere(condition: RunCondition, endedMs: number): ConsumerProgram {
  return { condition, exit: NOT_STARTED, startedMs: 0, endedMs, errorLines: 0 };
}

/** Whether the suite started the program, and saw how it ended. */
export function isStarted({ exit }: ConsumerProgram): boolean {
  return exit !== NOT_STARTED;
}

/** The host that programs have written down. */
export const API_HOST = "api.open.cx";

/** All runs of a program as one case. */
export function caseOf(
  programs: readonly ConsumerProgram[],
  received: readonly ConsumerExchange[],
  sessions: readonly string[],
  hosts: readonly string[] = [API_HOST],
): ConsumerCase {
  return {
    id: "consumer/0",
    scenario: "consumer",
    tag: "consumer",
    steps: [],
    exchanges: [],
    received: [...received],
    programs: [...programs],
    patienceMs: null,
    sessions,
    hosts,
  };
}
