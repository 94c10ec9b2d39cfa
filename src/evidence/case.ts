import type { Exchange } from "../http/exchange.ts";
import type { Step } from "./step.ts";

/** What one case will do, before it is done. */
export interface Script {
  /** `<scenario>/<number>`: names the case within its run. */
  readonly id: string;
  readonly scenario: string;
  /**
   * Stands in the keys and texts that the case sends, so that what it left can be told from anything else.
   * @minLength 1
   */
  readonly tag: string;
  readonly steps: readonly Step[];
}

/** One start of a consumer's program. */
export interface ProgramRun {
  readonly condition: string;
  /** Exit code, or the name of the signal that ended it. */
  readonly exit: number | string;
  readonly startedMs: number;
  readonly endedMs: number;
}

/** Everything that was recorded while one script was carried out: what rules judge, and nothing else. */
export interface Case extends Script {
  /** Sent to the provider, in the order of their start. */
  readonly exchanges: readonly Exchange[];
  /** Received by the suite itself: by the ticketing sink, or by the sandbox of a consumer. */
  readonly received: readonly Exchange[];
  readonly programs: readonly ProgramRun[];
  /**
   * How long after a write a read may still miss it, in milliseconds: a read that is older decides nothing about it.
   * `null` where no wait was long enough to decide anything.
   * @minimum 0
   */
  readonly patienceMs: number | null;
}
