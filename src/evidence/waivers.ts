import { UsageError } from "../usage-error.ts";

/** One accepted deviation: the id of a rule or a change, or the fingerprint of a change. */
export interface Waiver {
  readonly id: string;
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A waiver that is to be taken out of its file, and why. */
export interface StaleWaiver extends Waiver {
  readonly cause: "expired" | "unused";
}

/** What waivers came to: each item that one covers, with the waiver, and those of them that have become stale. */
export interface Waived<T> {
  readonly waived: ReadonlyMap<T, Waiver>;
  readonly stale: readonly StaleWaiver[];
}

const LINE = /^(?<id>\S+)\s+#\s*(?<reason>.*\S)\s*,\s*until\s+(?<until>\d{4}-\d{2}-\d{2})\s*$/;

/**
 * Reads a waiver file: one `id # reason, until YYYY-MM-DD` a line; empty lines and lines of nothing but a comment are
 * skipped. `name` stands in messages.
 * @throws UsageError for a line without reason or expiry, with its number, and for an id that stands there twice.
 */
export function parseWaivers(text: string, name: string): Waiver[] {
  const waivers: Waiver[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const { id, reason, until } = LINE.exec(line)?.groups ?? {};
    if (id === undefined || reason === undefined || until === undefined || !isDay(until)) {
      throw new UsageError(
        `${name}:${index + 1} is not a waiver: ${line.slice(0, 100)}`,
        "write one id a line with a reason and an expiry: `id # reason, until 2030-12-31`",
      );
    }
    const before = waivers.find((waiver) => waiver.id === id);
    if (before !== undefined) {
      throw new UsageError(
        `${name}:${index + 1} waives ${id} again, as line ${before.line} does`,
        "remove one of the two lines",
      );
    }
    waivers.push({ id, reason, until, line: index + 1 });
  }
  return waivers;
}

/**
 * Sets aside what is waived. `idsOf` gives everything that an item may be waived by; `today` is `YYYY-MM-DD`. A waiver
 * that has expired covers nothing.
 */
export function applyWaivers<T>(
  waivers: readonly Waiver[],
  items: readonly T[],
  idsOf: (item: T) => readonly string[],
  today: string,
): Waived<T> {
  const valid = new Map(
    waivers.filter((waiver) => waiver.until >= today).map((waiver) => [waiver.id, waiver]),
  );
  const waived = new Map<T, Waiver>();
  for (const item of items) {
    const waiver = idsOf(item).flatMap((id) => valid.get(id) ?? [])[0];
    if (waiver !== undefined) waived.set(item, waiver);
  }
  const used = new Set([...waived.values()].map(({ id }) => id));
  const stale = waivers.flatMap((waiver): StaleWaiver[] => {
    if (waiver.until < today) return [{ ...waiver, cause: "expired" }];
    return used.has(waiver.id) ? [] : [{ ...waiver, cause: "unused" }];
  });
  return { waived, stale };
}

/** Whether a text is a day that exists, "YYYY-MM-DD". */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
