import { setTimeout as pause } from "node:timers/promises";
import { counted } from "../counted.ts";
import type { Json } from "../json/json.ts";
import { contactName } from "../send-message/contract/contact.ts";
import { Pace } from "./pace.ts";

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

/** What a poll may wait for: the records of each kind, and messages. */
export type Polled = "session" | "contact" | "messages";

/** Waits that may be in vain before later ones are cut short, where they saw something. */
const VAIN_WAITS = 3;

/** Refused connections in a row after which the provider is taken to be gone, and for how long, in milliseconds. */
const REFUSALS = 5;
const GONE_MS = 7000;

/** A poll that is cut short still lasts this long, in milliseconds. */
export const SHORT_POLL_MS = 8;

/** Thrown where a bound of the run is reached; it ends the case, whose evidence so far is kept. */
export class BudgetSpent extends Error {}

/** What the cases of one run share: the clock, the counters, the pace, and what is known of the provider's reads. */
export class RunState {
  readonly bounds: Bounds;
  requests = 0;
  sessions = 0;
  /** A read of this run has shown a write late. */
  lagged = false;
  /** How often the provider asked to be left alone for a while; what was asked meanwhile counts once. */
  holds = 0;
  /** How quickly answers came, and how late reads were, over the run. */
  readonly pace = new Pace();
  longestLagMs = 0;
  /** The provider was reached in this run. */
  wasReached = false;
  readonly createdSessions: string[] = [];
  readonly #createdContacts = new Set<string>();
  readonly #vainWaits = new Map<Polled, number>();
  readonly #underWay = new Set<string>();
  #underWayAtStop: readonly string[] = [];
  #refusals = 0;
  #refusedSinceMs = 0;
  #pausedUntil = 0;
  #heldMs = 0;
  #nextSlot = 0;
  #stopped: string | undefined;
  readonly #startedMs = performance.now();
  readonly #signal: AbortSignal | undefined;

  /** `signal` ends the run early. */
  constructor(bounds: Bounds, signal?: AbortSignal) {
    this.bounds = bounds;
    this.#signal = signal;
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
    if (this.#signal?.aborted) this.stop("the run was interrupted");
    if (this.#stopped !== undefined) return this.#stopped;
    if (this.requests >= this.bounds.maxRequests)
      return `the limit of ${counted(this.bounds.maxRequests, "request")} was reached`;
    const { maxTimeMs } = this.bounds;
    if (this.now() >= maxTimeMs) {
      const waited = `; for ${Math.round(this.#heldMs / 1000)} s the run waited, as the provider asks with 429 or 503: give it more with --max-time, or a key with a higher limit`;
      return `the limit of ${maxTimeMs / 1000} s was reached${this.#heldMs > maxTimeMs / 2 ? waited : ""}`;
    }
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
      const waitMs = Math.max(this.#pausedUntil, this.#nextSlot) - this.now();
      if (waitMs <= 0) break;
      await this.rest(waitMs);
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
    const now = this.now();
    if (now >= this.#pausedUntil) this.holds += 1;
    this.#heldMs += Math.max(0, now + ms - Math.max(now, this.#pausedUntil));
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
  }

  /** @throws BudgetSpent */
  countSession(): void {
    if (this.sessions >= this.bounds.maxSessions)
      this.stop(`the limit of ${counted(this.bounds.maxSessions, "session")} was reached`);
    const reason = this.spent();
    if (reason !== undefined) throw new BudgetSpent(reason);
    this.sessions += 1;
  }

  /**
   * How long a poll of these may wait for what is missing, in milliseconds. Once one poll saw nothing at all, or a few
   * missed something, later ones wait less, but never less than three times the longest lag of this run.
   */
  patienceFor(polled: readonly Polled[]): number {
    const { settleMs } = this.bounds;
    if (polled.every((each) => (this.#vainWaits.get(each) ?? 0) < VAIN_WAITS)) return settleMs;
    return Math.min(settleMs, Math.max(SHORT_POLL_MS, 3 * this.longestLagMs));
  }

  /** A poll has waited for all of its time in vain; `seen` tells whether it saw anything of what was sent. */
  noteWaitInVain(polled: readonly Polled[], seen: boolean): void {
    for (const each of polled)
      this.#vainWaits.set(each, (this.#vainWaits.get(each) ?? 0) + (seen ? 1 : VAIN_WAITS));
  }

  /** A request goes out; `label` names it where the provider stops answering. */
  sending(label: string): void {
    this.#underWay.add(label);
  }

  /** It was answered, or its connection was refused or reset: some of these in a row, for some time, end the run. */
  sent(label: string, broken: "refused" | "reset" | undefined): void {
    if (broken === undefined) {
      this.wasReached = true;
      this.#refusals = 0;
      this.#underWayAtStop = [];
    } else {
      if (this.#underWayAtStop.length === 0) this.#underWayAtStop = [...this.#underWay];
      if (broken === "refused") this.#refusals += 1;
      if (this.#refusals === 1) this.#refusedSinceMs = this.now();
      if (this.#refusals >= REFUSALS && this.now() - this.#refusedSinceMs >= GONE_MS)
        this.stop(
          `the provider stopped answering; under way when it did: ${this.#underWayAtStop.slice(0, 4).join("; ")}; see why it stopped, start it again, and run the suite again`,
        );
    }
    this.#underWay.delete(label);
  }

  /** Ids of the contacts that were created by themselves, and addresses of those that came with a session. */
  get createdContacts(): string[] {
    return [...this.#createdContacts];
  }

  /** A contact came to be: by its id, or with a session by what names it there. */
  noteContact(contact: Json | undefined): void {
    const name = contactName(contact);
    if (name !== undefined) this.#createdContacts.add(name);
  }

  /** A read showed only now what was written so long ago, in milliseconds. */
  noteLag(ms: number): void {
    this.lagged = true;
    this.longestLagMs = Math.max(this.longestLagMs, ms);
    this.pace.addLag(this.now(), ms);
  }
}
