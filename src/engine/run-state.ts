import { NEVER_SHOWN } from "../model/messages.ts";

/** What bounds a run. Times in milliseconds. */
export interface Bounds {
  readonly maxRequests: number;
  readonly maxSessions: number;
  readonly maxTimeMs: number;
  /** How long a read may take to show a write. */
  readonly settleMs: number;
  /** At most this many requests per second; `undefined` where the provider alone sets the pace. */
  readonly ratePerSecond?: number;
}

/** How often a wait may last the whole of `--settle` before later waits are cut short, deciding nothing. */
export const FULL_WAITS = 3;

/** A look that would be cut short still lasts this long, in milliseconds. */
export const SHORT_LOOK_MS = 150;

/** Thrown where a bound of the run is reached; it ends the case, whose evidence so far is kept. */
export class BudgetSpent extends Error {}

/** What the cases of one run share: the clock, the counters, the pace, and what is known of the provider's reads. */
export class RunState {
  readonly bounds: Bounds;
  requests = 0;
  sessions = 0;
  /** A read of this run has shown a write late. */
  lagged = false;
  longestLagMs = 0;
  readonly createdSessions: string[] = [];
  readonly createdContacts: string[] = [];
  readonly #saw = new Set<string>();
  readonly #longLooks = new Set<string>();
  #fullWaits = 0;
  #pausedUntil = 0;
  #nextSlot = 0;
  #stopped: string | undefined;
  readonly #startedMs = performance.now();

  constructor(bounds: Bounds) {
    this.bounds = bounds;
  }

  /** Milliseconds since the start of the run. */
  now(): number {
    return performance.now() - this.#startedMs;
  }

  /** A time of `performance.now()` on the clock of the run. */
  sinceStart(timeMs: number): number {
    return Math.round((timeMs - this.#startedMs) * 1000) / 1000;
  }

  /** Why no more cases are begun; `undefined` while the run goes on. */
  spent(): string | undefined {
    if (this.#stopped !== undefined) return this.#stopped;
    if (this.requests >= this.bounds.maxRequests)
      return `the bound of ${this.bounds.maxRequests} requests was reached`;
    if (this.now() >= this.bounds.maxTimeMs) return `the bound of ${this.bounds.maxTimeMs} ms was reached`;
    return undefined;
  }

  /** Ends the run early, for a reason that the report gives. */
  stop(reason: string): void {
    this.#stopped ??= reason;
  }

  /** Waits until a request may be sent, and counts it. @throws BudgetSpent */
  async turn(): Promise<void> {
    for (;;) {
      const reason = this.spent();
      if (reason !== undefined) throw new BudgetSpent(reason);
      const at = Math.max(this.#pausedUntil, this.#nextSlot);
      const wait = at - this.now();
      if (wait <= 0) break;
      await pause(Math.min(wait, Math.max(1, this.bounds.maxTimeMs - this.now())));
    }
    this.requests += 1;
    const { ratePerSecond } = this.bounds;
    if (ratePerSecond !== undefined)
      this.#nextSlot = Math.max(this.now(), this.#nextSlot) + 1000 / ratePerSecond;
  }

  /** Lets time pass, in milliseconds; less of it where the run is over before. */
  async rest(ms: number): Promise<void> {
    const untilMs = this.now() + ms;
    while (this.spent() === undefined && this.now() < untilMs)
      await pause(Math.min(50, Math.max(1, untilMs - this.now())));
  }

  /** Holds every request back for a while, as the provider asked. */
  holdFor(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.now() + ms);
  }

  /** @throws BudgetSpent */
  countSession(): void {
    if (this.sessions >= this.bounds.maxSessions)
      this.stop(`the bound of ${this.bounds.maxSessions} sessions was reached`);
    if (this.#stopped !== undefined) throw new BudgetSpent(this.#stopped);
    this.sessions += 1;
  }

  /** How long the next wait may be; `null` where earlier ones have shown that waiting decides nothing new. */
  patience(): number | null {
    return this.#fullWaits < FULL_WAITS ? this.bounds.settleMs : null;
  }

  /** A read has shown something that was sent, so that such reads are known to show anything at all. */
  saw(what: "records" | "messages"): void {
    this.#saw.add(what);
  }

  /**
   * How long a look may go on, in milliseconds: where nothing was ever shown, the first one longest, and every one that
   * is to be `patient`.
   */
  lookFor(what: "records" | "messages", patienceMs: number | null, isPatient: boolean): number {
    if (patienceMs === null) return SHORT_LOOK_MS;
    if (this.#saw.has(what) || (this.#longLooks.has(what) && !isPatient)) return patienceMs;
    this.#longLooks.add(what);
    return patienceMs * NEVER_SHOWN;
  }

  noteFullWait(): void {
    this.#fullWaits += 1;
  }

  noteLag(ms: number): void {
    this.lagged = true;
    this.longestLagMs = Math.max(this.longestLagMs, ms);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
