/** How one thing stands that was judged: `noted` is worth a line and fails nothing. */
export type Standing = "failed" | "warned" | "undecided" | "noted" | "passed" | "skipped";

/** A name and a text beside it. The text may come from anyone: every format escapes it in its own way. */
export interface Detail {
  readonly name: string;
  readonly text: string;
}

/** Where a finding stands, so that a review can show it there. */
export interface FindingPlace {
  /** Relative, with `/`; or a URL. Absent where no file of the reader's project is meant. */
  readonly uri?: string;
  /** Counted from 1; absent where it is not known. */
  readonly line?: number;
  /** By the words of the API: method, path, and which part of the request or answer. */
  readonly name: string;
}

/** One thing that was judged, whatever by: a rule of a run, a change of a document. */
export interface Finding {
  /** Of the rule, or of the kind of change. */
  readonly id: string;
  /** What it is listed under: an area of rules, an operation. */
  readonly group: string;
  readonly standing: Standing;
  /** A sentence. */
  readonly title: string;
  readonly details: readonly Detail[];
  readonly place: FindingPlace;
  /** Stays the same from run to run. */
  readonly fingerprint: string;
  /** Its share of the time of the run, in milliseconds: the shares of all findings add up to that. */
  readonly durationMs?: number;
  /** Accepted for this reason until this day (YYYY-MM-DD): shown, and fails nothing. */
  readonly waived?: { readonly reason: string; readonly until: string };
}

/** All that a command found, in the one shape that every format is written from. */
export interface Findings {
  /** What was judged, and what came of it, in one line. */
  readonly title: string;
  readonly failed: boolean;
  /** Why nothing, or not everything, could be judged. */
  readonly problem?: string;
  /** What else belongs to the whole: numbers, the seed, the documents. */
  readonly facts: readonly Detail[];
  readonly suite: { readonly name: string; readonly version: string };
  readonly findings: readonly Finding[];
  /** When the run began (ISO 8601), and how long it took in milliseconds. */
  readonly startedAt?: string;
  readonly durationMs?: number;
}

/** Whether a finding counts against what was judged. */
export function countsAgainst(finding: Finding): boolean {
  return finding.standing === "failed" && finding.waived === undefined;
}
