import { setTimeout as pause } from "node:timers/promises";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Condition } from "../send-message/consumer-rules/conditions.ts";
import { type ConsumerProgram, caseOf, runElsewhere } from "../send-message/consumer-rules/consumer-case.ts";
import { type JudgedConsumer, judgeConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { Recorder } from "./recorder.ts";
import type { ConsumerOptions } from "./run-consumer.ts";
import { serveSandbox } from "./sandbox-server.ts";
import { freshKey, Secrets } from "./secrets.ts";

export interface ListenOptions extends Pick<ConsumerOptions, "strict" | "sessions"> {
  readonly port: number;
  /** Default: 127.0.0.1, which other devices do not reach. */
  readonly host?: string;
  readonly condition: Condition;
  /** How long to wait for the consumer, in milliseconds. Default: until `signal` is aborted. */
  readonly forMs?: number;
  readonly signal: AbortSignal;
  /** The key that the consumer is to show. Default: a fresh one. */
  readonly apiKey?: string;
  /** Told when requests can come. */
  readonly onReady: (at: { readonly url: string; readonly apiKey: string }) => void;
}

/** The longest wait of a timer: some 24 days. In milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Waits for a consumer that cannot be started here, and judges what it sent meanwhile.
 * @throws Error of Node if the port is not available
 */
export async function listenForConsumer(options: ListenOptions): Promise<JudgedConsumer> {
  const { condition, port, host, apiKey = freshKey(), forMs = LONGEST_MS, sessions = [] } = options;
  const epochMs = performance.now();
  const full = new AbortController();
  const recorder = new Recorder({
    ...{ secrets: new Secrets(apiKey), condition, run: 0, epochMs },
    onTooMuch: () => full.abort(),
  });
  const server = await serveSandbox(() => recorder, withoutUndefined({ port, host }));
  options.onReady({ url: server.url, apiKey });
  const end = { signal: AbortSignal.any([options.signal, full.signal]) };
  await pause(forMs, undefined, end).catch(() => undefined);
  await server.close();
  const name = condition.name === "happy" ? "listened" : condition.name;
  const program: ConsumerProgram = {
    ...runElsewhere(name, performance.now() - epochMs),
    ...(full.signal.aborted && { stopped: "too many requests" }),
  };
  return judgeConsumer(caseOf([program], recorder.exchanges, sessions), options.strict);
}
