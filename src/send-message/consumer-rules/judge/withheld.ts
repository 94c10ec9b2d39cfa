import type { Run } from "../consumer-analysis.ts";

/**
 * Whether the sandbox withheld something from the program: another host, an operation that it does not know, or a
 * body that was too large for it. How the program ended, or what it sent, may then be the fault of the sandbox.
 */
export function isWithheld({ requests, elsewhere }: Run, sinceMs = 0): boolean {
  return (
    elsewhere.some(({ exchange }) => exchange.error !== undefined && exchange.endedMs >= sinceMs) ||
    requests.some(
      ({ exchange }) =>
        exchange.endedMs >= sinceMs &&
        (exchange.error?.kind === "too-large" ||
          (exchange.operation === undefined && exchange.error?.kind !== "protocol")),
    )
  );
}
