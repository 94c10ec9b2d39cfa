import { flag, read, type Spot } from "./reader.ts";

/** How far something had been announced to go away when it was removed. */
export interface Removal {
  readonly announced: "nothing" | "no date" | "a later date" | "a date that has passed";
  readonly description: string;
}

/** Judges a removal by what BASE announced. `today` is `YYYY-MM-DD`. */
export function removalOf(spot: Spot, today: string): Removal {
  if (!flag(spot, "deprecated"))
    return { announced: "nothing", description: "was removed without having been deprecated" };
  const sunset = sunsetOf(spot);
  if (sunset === undefined)
    return {
      announced: "no date",
      description: "was removed; it was deprecated, but no sunset date (`x-sunset`) was given",
    };
  if (sunset === "unreadable" || sunset >= today) {
    return {
      announced: "a later date",
      description: `was removed before its sunset date ${sunset === "unreadable" ? "could be read" : sunset}`,
    };
  }
  return { announced: "a date that has passed", description: "was removed after its sunset date" };
}

/** What may happen to the announcement that something will go away. */
export type LifecycleEvent =
  | "deprecated"
  | "deprecated with a date"
  | "deprecated with an unreadable date"
  | "reactivated"
  | "date deleted"
  | "date unreadable"
  | "date earlier"
  | "date later";

/** What changed in the announcement that something will go away. */
export function lifecycleChange(
  base: Spot,
  revision: Spot,
): { readonly event: LifecycleEvent; readonly description: string } | undefined {
  const [old, fresh] = [flag(base, "deprecated"), flag(revision, "deprecated")];
  const [before, after] = [sunsetOf(base), sunsetOf(revision)];
  if (!old && fresh) {
    if (after === undefined) return { event: "deprecated", description: "was deprecated" };
    return after === "unreadable"
      ? {
          event: "deprecated with an unreadable date",
          description: "was deprecated with a sunset date that cannot be read",
        }
      : { event: "deprecated with a date", description: `was deprecated, to end on ${after}` };
  }
  if (old && !fresh) return { event: "reactivated", description: "is no longer deprecated" };
  if (!fresh || before === after || before === undefined) return undefined;
  if (after === undefined)
    return { event: "date deleted", description: `no longer says that it ends on ${before}` };
  if (after === "unreadable" || before === "unreadable")
    return { event: "date unreadable", description: "has a sunset date that cannot be read" };
  return after < before
    ? { event: "date earlier", description: `ends on ${after} already, not on ${before}` }
    : { event: "date later", description: `ends on ${after}, not on ${before}` };
}

function sunsetOf(spot: Spot): string | "unreadable" | undefined {
  const sunset = read(spot, "x-sunset");
  if (sunset === undefined || sunset === null) return undefined;
  const date = typeof sunset === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(sunset)?.[0] : undefined;
  return date === undefined || Number.isNaN(Date.parse(date)) ? "unreadable" : date;
}
