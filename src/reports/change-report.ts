import type { TouchedRule } from "../impact/touched-rules.ts";
import type { Change, Level } from "../openapi-diff/change.ts";
import type { FailOn } from "../openapi-diff/fail-on.ts";
import type { BrokenInteraction } from "../pact/compare/broken-interactions.ts";

/** A change and whom it concerns. */
export interface ReportedChange extends Omit<Change, "component"> {
  /** Of a change in a component that several operations use: how many there are, and the first of them. */
  readonly operations?: { readonly count: number; readonly named: readonly string[] };
  readonly rules: readonly TouchedRule[];
  /** Whether it fails the comparison: it is as bad as `failOn` says, and not waived. */
  readonly fails: boolean;
  readonly waived?: { readonly reason: string; readonly until: string };
  /** The line of the file of REVISION to look at, counted from 1; absent where it is not a file. */
  readonly line?: number;
}

/** An interaction that breaks; it fails the comparison unless every change that explains it is waived. */
export interface ReportedInteraction extends BrokenInteraction {
  readonly fails: boolean;
}

/** `changes.json`: what became of a document from one edition to another, as plain data. */
export interface ChangeReport {
  readonly schema: "opencx-conformance/changes/1";
  readonly base: string;
  readonly revision: string;
  readonly failOn: FailOn;
  readonly failed: boolean;
  /** Each reason why it failed, in a few words; empty where it did not. */
  readonly reasons: readonly string[];
  readonly suite: { readonly name: string; readonly version: string };
  readonly counts: Readonly<Record<Level, number>>;
  readonly changes: readonly ReportedChange[];
  /** Interactions that break, where pacts were given. */
  readonly broken?: readonly ReportedInteraction[];
}
