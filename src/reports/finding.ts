import type { Exchange } from "../http/exchange.ts";
import type { Outcome } from "../judging/outcome.ts";
import { exchangeLines, namedIn } from "./exchange-lines.ts";
import { shown } from "./plain.ts";

/** A name and a text beside it. The text may come from anyone: every format escapes it in its own way. */
export interface Detail {
  readonly name: string;
  readonly text: string;
}

/** Texts by their names, in this order; what is empty or absent is left out. */
export function detailsIn(texts: Readonly<Record<string, string | undefined>>): Detail[] {
  return Object.entries(texts).flatMap(([name, text]) => (text ? [{ name, text }] : []));
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
  readonly outcome: Outcome;
  /** A sentence. */
  readonly title: string;
  readonly details: readonly Detail[];
  /** The requests that show it, in their order; and what arrived at the ticketing sink. */
  readonly exchanges?: readonly Exchange[];
  readonly received?: readonly Exchange[];
  /** The command that runs it again. */
  readonly again?: string;
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

/** How a finding stands, for formats in which what was waived is apart. */
export function standingOf({ outcome, waived }: Finding): Outcome | "waived" {
  return waived === undefined ? outcome : "waived";
}

/** Whether a finding counts against what was judged. */
export function countsAgainst(finding: Finding): boolean {
  return standingOf(finding) === "fail";
}

/** A detail of a finding, by its name. */
export function detailOf({ details }: Finding, name: string): string | undefined {
  return details.find((detail) => detail.name === name)?.text;
}

/** The details, and the evidence as text: its requests and answers cut around what the details name. */
export function detailsAndEvidence(finding: Finding): Detail[] {
  const { details, exchanges = [], received = [], again } = finding;
  const named = namedIn(detailOf(finding, "expected") ?? "", detailOf(finding, "got") ?? "");
  return [
    ...details,
    ...exchanges.flatMap((exchange) => {
      const [sent, came] = exchangeLines(exchange, named);
      return [
        { name: "request", text: sent.slice(2) },
        { name: "response", text: came.slice(2) },
      ];
    }),
    ...received.map(({ request }) => ({
      name: "arrived at the ticketing sink",
      text: request.body?.data ?? "",
    })),
    ...(again === undefined ? [] : [{ name: "again", text: again }]),
  ];
}

/** The same, a line for each, for formats that take any text. */
export function evidenceLines(finding: Finding): string[] {
  return detailsAndEvidence(finding).map(({ name, text }) => `${name}: ${shown(text)}`);
}

/** What is wrong, in a few lines: the title, what was expected and came, or why it could not be told. */
export function shortText({ title, details }: Finding): string {
  const wanted = details.filter(({ name }) => TOLD.includes(name));
  return [title, ...wanted.map(({ name, text }) => `${name}: ${text}`)].join("\n");
}

const TOLD: readonly string[] = ["expected", "got", "reason", "because", "breaks"];
