import type { Level } from "./change.ts";
import { flag, read, type Spot } from "./reader.ts";

/** How far something had been announced to go away when it was removed. */
export interface Removal {
  readonly level: Level;
  readonly suffix: "without-deprecation" | "without-sunset" | "with-deprecation" | "before-sunset";
  readonly says: string;
}

/** Judges a removal by what BASE announced. `today` is `YYYY-MM-DD`. */
export function removalOf(spot: Spot, today: string): Removal {
  if (!flag(spot, "deprecated"))
    return {
      level: "breaking",
      suffix: "without-deprecation",
      says: "was removed without having been deprecated",
    };
  const sunset = sunsetOf(spot);
  if (sunset === undefined)
    return {
      level: "breaking",
      suffix: "without-sunset",
      says: "was removed; it was deprecated, but no sunset date (`x-sunset`) was given",
    };
  if (sunset === "unreadable" || sunset >= today) {
    return {
      level: "breaking",
      suffix: "before-sunset",
      says: `was removed before its sunset date ${sunset === "unreadable" ? "could be read" : sunset}`,
    };
  }
  return { level: "safe", suffix: "with-deprecation", says: "was removed after its sunset date" };
}

/** What changed in the announcement that something will go away. */
export function lifecycleChanges(
  base: Spot,
  revision: Spot,
): { readonly action: string; readonly level: Level; readonly says: string }[] {
  const [old, fresh] = [flag(base, "deprecated"), flag(revision, "deprecated")];
  const [before, after] = [sunsetOf(base), sunsetOf(revision)];
  if (!old && fresh) {
    if (after === "unreadable")
      return [
        {
          action: "deprecated-sunset-parse",
          level: "breaking",
          says: "was deprecated with a sunset date that cannot be read",
        },
      ];
    return [
      {
        action: after === undefined ? "deprecated" : "deprecated-with-sunset",
        level: "safe",
        says: after === undefined ? "was deprecated" : `was deprecated, to end on ${after}`,
      },
    ];
  }
  if (old && !fresh) return [{ action: "reactivated", level: "safe", says: "is no longer deprecated" }];
  if (!fresh || before === after || before === undefined) return [];
  if (after === undefined)
    return [
      { action: "sunset-deleted", level: "breaking", says: `no longer says that it ends on ${before}` },
    ];
  if (after === "unreadable" || before === "unreadable")
    return [{ action: "sunset-parse", level: "breaking", says: "has a sunset date that cannot be read" }];
  if (after < before)
    return [
      {
        action: "sunset-date-changed-too-small",
        level: "breaking",
        says: `ends on ${after} already, not on ${before}`,
      },
    ];
  return [{ action: "sunset-date-changed", level: "safe", says: `ends on ${after}, not on ${before}` }];
}

function sunsetOf(spot: Spot): string | "unreadable" | undefined {
  const sunset = read(spot, "x-sunset");
  if (sunset === undefined || sunset === null) return undefined;
  const date = typeof sunset === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(sunset)?.[0] : undefined;
  return date === undefined || Number.isNaN(Date.parse(date)) ? "unreadable" : date;
}
