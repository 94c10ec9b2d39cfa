import { setTimeout as pause } from "node:timers/promises";
import type { Exchange } from "../http/exchange.ts";
import type { Completeness } from "../send-message/analysis/completeness.ts";
import { type Polled, type RunState, SHORT_POLL_MS } from "./run-state.ts";

/** Something to be read again and again until it shows all that was accepted. */
export interface PollTarget {
  readonly of: readonly Polled[];
  /** Whether its reads stand behind a marker, or none may; by default one does once something is missing. */
  readonly marker?: boolean | undefined;
  readonly mark: () => Promise<Exchange | undefined>;
  readonly read: (purpose: "step" | "poll") => Promise<Exchange | undefined>;
  /** What the reads so far have shown of it. */
  readonly judge: () => Completeness;
}

/** Pauses between two reads of a record that may lag, in milliseconds; the last one repeats. */
const PAUSES_MS = [5, 10, 20, 40, 80, 160, 250];
/** Answers that a later read will not better: the operation is not there, or the key may not read. */
const FINAL_STATUSES: readonly number[] = [401, 403, 405, 501];

/** Polls the records and histories of one case until they show every accepted write, and bounds how long it waits. */
export class Poller {
  readonly #state: RunState;
  readonly #givenMs: number | undefined;
  #shortestMs: number;
  #waitedInVain = false;

  /** `patienceMs` is spent whatever earlier waits of the run have shown. */
  constructor(state: RunState, patienceMs?: number) {
    this.#state = state;
    this.#givenMs = patienceMs;
    this.#shortestMs = patienceMs ?? state.bounds.settleMs;
  }

  /**
   * How long after a write a read of this case decides about it, in milliseconds: where no read of the run was ever late,
   * the shortest wait of its polls; else all of `--settle`, since a shorter wait decides nothing then.
   */
  get patienceMs(): number {
    return this.#state.lagged ? (this.#givenMs ?? this.#state.bounds.settleMs) : this.#shortestMs;
  }

  /** Reads until all is shown; a marker tells a late read from a loss. Only a run that has seen a late read waits on. */
  async untilComplete(it: PollTarget): Promise<void> {
    const state = this.#state;
    let marked = it.marker === true;
    if (marked) await it.mark();
    const startedMs = state.now();
    let since = startedMs;
    const patienceMs = this.#givenMs ?? state.patienceFor(it.of);
    // Where one poll of the case has waited in vain, the others need not: the evidence is there.
    const limitMs = this.#waitedInVain ? Math.min(patienceMs, SHORT_POLL_MS) : patienceMs;
    this.#shortestMs = Math.min(this.#shortestMs, limitMs);
    const missed = new Set<string>();
    for (let reads = 0; ; reads += 1) {
      const beganMs = state.now();
      const read = await it.read(reads === 0 ? "step" : "poll");
      if (read === undefined) return;
      const status = read.response?.status ?? 0;
      if (FINAL_STATUSES.includes(status)) return;
      const { whole, shown, current, seen } = it.judge();
      // What counts is when the read began: it may have seen nothing that was written later.
      const waited = beganMs - since;
      // It shows what an earlier read missed.
      if ([...shown].some(([each, isShown]) => isShown && missed.has(each)))
        state.noteLag(state.now() - startedMs);
      for (const [each, isShown] of shown) if (!isShown) missed.add(each);
      // Nothing is still to come: at once, or because what was missing has had its time.
      const isOver = current && !state.lagged;
      if (whole || (isOver && reads === 0)) return;
      if (!marked && it.marker !== false) {
        marked = true;
        await it.mark();
        since = state.now();
        reads = -1;
        continue;
      }
      // On a busy machine all of the wait may go by before the first read behind it: one read alone may be late by chance.
      if (isOver || (waited >= limitMs && reads > 0)) {
        state.noteWaitInVain(it.of, seen);
        this.#waitedInVain = true;
        return;
      }
      await pause(PAUSES_MS[Math.min(reads, PAUSES_MS.length - 1)]!);
    }
  }
}
