import type { Writable } from "node:stream";
import type { Condition } from "../send-message/consumer-rules/conditions.ts";

/** Which program to judge, and how. */
export interface ConsumerOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly conditions: readonly Condition[];
  /** Implied rules fail. Default: they warn. */
  readonly strict?: boolean;
  /** Requests to https://api.open.cx are answered here. Default: yes. */
  readonly intercept?: boolean;
  /** Other hosts that the program may reach while it is intercepted. */
  readonly allowHosts?: readonly string[];
  /** Session ids that the program knows; the first is its OPENCX_SESSION_ID. Default: that of its environment, or a new one. */
  readonly sessions?: readonly string[];
  /** Time for one run of the program, in milliseconds. Default: 30 s. */
  readonly timeoutMs?: number;
  /** After its first request, a program that has done nothing for this time is ended, in milliseconds. Default: 10 s. */
  readonly idleMs?: number;
  readonly cwd?: string;
  /** The environment of the program, before the suite adds to it. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the program's output goes on to. Default: nowhere. */
  readonly stdout?: Writable;
  readonly stderr?: Writable;
  readonly signal?: AbortSignal;
  /** Told before each run of the program. */
  readonly onRun?: (condition: Condition, again: boolean) => void;
}
