import type { Keys } from "../http/credentials.ts";
import type { TicketingSink } from "../http/ticketing-sink.ts";
import type { Transport } from "../http/transport.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { Scenario } from "../send-message/scenarios/scenario.ts";
import type { RunState } from "./run-state.ts";

/** Where a run sends, and with what. */
export interface Target {
  readonly transport: Transport;
  readonly keys: Keys;
  /** A session that exists, used instead of creating any. */
  readonly session?: string;
  /** The sink that stands in for the external ticketing system. */
  readonly ticketing?: Pick<TicketingSink, "received">;
}

/** All that carrying out a script needs. */
export interface ExecutionContext extends Target {
  readonly contract: Contract;
  readonly state: RunState;
  /** Waits so long, in milliseconds, even where earlier waits have shown that this tells nothing new. */
  readonly patienceMs?: number;
}

/** What a run against this target has, of that which scenarios need. */
export function possessions({ session, keys, ticketing }: Target): NonNullable<Scenario["needs"]>[] {
  return [
    ...(session === undefined ? (["Create Session"] as const) : []),
    ...(keys.readOnly === undefined ? [] : (["a read-only key"] as const)),
    ...(ticketing === undefined ? [] : (["a ticketing sink"] as const)),
  ];
}
