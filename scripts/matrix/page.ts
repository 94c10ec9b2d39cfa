import type { Fault } from "../../src/lab/faults/fault.ts";
import { faults, findFault } from "../../src/lab/faults/registry.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import type { Covered, DesignCoverage } from "../../src/send-message/scenarios/design/coverage.ts";
import type { FaultMeasure, VariantMeasure } from "./measure.ts";
import { misleads } from "./misleads.ts";
import { REPORTED_KINDS } from "./reported.ts";

/** One line of a process of the matrix; a `drawn` pair is none of those that are published. */
export type Measured = { readonly drawn?: true } & (
  | ({ readonly fault: string } & FaultMeasure)
  | ({ readonly variant: string } & VariantMeasure)
);

type FaultLine = Extract<Measured, { fault: string }>;
type VariantLine = Extract<Measured, { variant: string }>;

/** Of the rule that names the cause. */
const basisOf = (fault: Fault) => rules.find(({ id }) => id === fault.rules[0])!.basis;

/** Of the implied faults, so many are caught at the least. */
const IMPLIED_SHARE = 0.98;

/** The page of the matrix; `sound` where it keeps what the project promises. */
export function matrixPage(
  measured: readonly Measured[],
  seeds: number,
  coverage: readonly DesignCoverage[],
): { page: string; sound: boolean } {
  const ofFaults = measured.filter((line): line is FaultLine => "fault" in line);
  const ofVariants = measured.filter((line): line is VariantLine => "variant" in line);
  const runs = Map.groupBy(
    ofFaults.filter(({ drawn }) => drawn === undefined),
    ({ fault }) => fault,
  );
  const rows = faults.flatMap((fault) => {
    const own = runs.get(fault.name);
    if (own === undefined) return [];
    const caught = own.filter((run) => run.caught);
    return [
      {
        fault,
        own,
        caught,
        requests: median(caught.map((run) => run.requests)),
        ms: median(caught.map((run) => run.ms)),
      },
    ];
  });
  const count = (lines: readonly FaultLine[], basis: string) => {
    const all = lines.filter(({ fault }) => basisOf(findFault(fault)) === basis);
    const caught = all.filter((line) => line.caught).length;
    return {
      all: all.length,
      caught,
      text: `caught in ${caught} of ${all.length} runs (${percent(caught, all.length)})`,
    };
  };
  const published = ofFaults.filter(({ drawn }) => drawn === undefined);
  const drawn = ofFaults.filter((line) => line.drawn);
  const named = (basis: string) => rows.filter(({ fault }) => basisOf(fault) === basis).length;
  const variants = (isDrawn: boolean) => ofVariants.filter((line) => (line.drawn ?? false) === isDrawn);
  const accused = (lines: readonly VariantLine[]) => lines.filter((run) => run.accusations.length > 0);
  const missed = rows.filter((row) => row.caught.length < row.own.length);
  const misleading = ofFaults.filter((run) => misleads(findFault(run.fault), run.first));
  const page = [
    "# Kill matrix",
    "",
    "Written by `npm run matrix`, which judges the reference provider with each planted fault, and in each legal variant, over a real",
    `socket at the standard profile, with ${seeds} seed${seeds === 1 ? "" : "s"}. A fault counts as caught in a run where the very rule that names its cause is found`,
    "broken; a run ends there. Requests and milliseconds are medians over the runs that caught it, counted from the start of the run,",
    "on a machine that judged several providers at once. Pairs are drawn anew with every matrix: from all variants that go together,",
    "and for each effect one of each kind of trigger that goes with it, none of them a published fault, judged with a seed of its own.",
    "",
    "| | |",
    "|---|---|",
    `| stated faults | ${named("stated")}, ${count(published, "stated").text} |`,
    `| implied faults | ${named("implied")}, ${count(published, "implied").text} |`,
    `| drawn pairs of effect and trigger, stated | ${count(drawn, "stated").text} |`,
    `| drawn pairs of effect and trigger, implied | ${count(drawn, "implied").text} |`,
    `| median fault known after | ${median(rows.map((row) => row.requests))} requests, ${median(rows.map((row) => row.ms))} ms |`,
    `| legal variants | ${new Set(variants(false).map(({ variant }) => variant)).size}, ${accused(variants(false)).length} false alarms in ${variants(false).length} runs |`,
    `| drawn pairs of variants | ${accused(variants(true)).length} false alarms in ${variants(true).length} runs |`,
    `| faults and drawn pairs whose first broken rule misleads | ${misleading.length} |`,
    "",
    "A first broken rule misleads where it is neither of the rules that the fault names, nor in their area, nor one that the",
    "same act breaks as well: [scripts/matrix/misleads.ts](../scripts/matrix/misleads.ts) says which those are.",
    "",
    "## What a standard run covers",
    "",
    "Of the reference provider, with seed 1: combinations of two levels, and of three where three are named, that can be sent, that",
    "were sent, and that reads decided about.",
    "",
    ...table(
      ["design", "size", "feasible", "sent", "judged"],
      coverage.flatMap(({ design, pairs, triples }) => [
        [design, "pairs", ...figures(pairs)],
        ...(triples === undefined ? [] : [[design, "triples", ...figures(triples)]]),
      ]),
    ),
    "",
    "## First reported from outside",
    "",
    "Kinds of faults that slipped through before somebody else named them, with the date from which they are caught.",
    "",
    ...table(
      ["kind", "faults", "caught", "since"],
      REPORTED_KINDS.map(({ kind, names, since }) => {
        const own = rows.filter(({ fault }) => names.test(fault.name));
        const all = own.flatMap((row) => row.own);
        return [
          kind,
          String(own.length),
          `${all.filter((run) => run.caught).length} of ${all.length} runs`,
          since,
        ];
      }),
    ),
    "",
    "## Not caught in every run",
    "",
    ...table(
      ["fault", "caught", "found instead"],
      missed.map(({ fault, own, caught }) => [
        fault.name,
        `${caught.length} of ${own.length}`,
        unique(own.flatMap((run) => run.tripped)) || "nothing",
      ]),
    ),
    "",
    "## Drawn pairs that were missed or accused",
    "",
    ...table(
      ["pair", "seed", "found"],
      [
        ...drawn
          .filter(({ caught }) => !caught)
          .map((run) => [run.fault, String(run.seed), unique(run.tripped) || "nothing"]),
        ...accused(variants(true)).map((run) => [run.variant, String(run.seed), unique(run.accusations)]),
      ],
    ),
    "",
    "## Misleading at first",
    "",
    ...table(
      ["fault", "seed", "rule that names the cause", "found first"],
      misleading.map(({ fault, seed, first }) => [
        fault,
        String(seed),
        findFault(fault).rules[0],
        first.join(", "),
      ]),
    ),
    "",
    "## Faults",
    "",
    ...table(
      ["fault", "basis", "rule that names the cause", "caught", "requests", "ms", "found first"],
      rows.map(({ fault, own, caught, requests, ms }) => [
        fault.name,
        basisOf(fault),
        fault.rules[0],
        `${caught.length} of ${own.length}`,
        String(requests),
        String(ms),
        own[0]?.first.join(", ") || "nothing",
      ]),
    ),
    "",
    "## Variants",
    "",
    ...table(
      ["variant", "verdicts", "false alarms", "inconclusive"],
      [...Map.groupBy(variants(false), ({ variant }) => variant)].map(([name, own]) => [
        name,
        unique(own.map((run) => run.verdict)),
        unique(own.flatMap((run) => run.accusations)) || "none",
        unique(own.flatMap((run) => run.inconclusive)) || "none",
      ]),
    ),
    "",
  ].join("\n");
  const keeps = (lines: readonly FaultLine[]) => {
    const [stated, implied] = [count(lines, "stated"), count(lines, "implied")];
    return stated.caught === stated.all && implied.caught >= IMPLIED_SHARE * implied.all;
  };
  return {
    page,
    sound: keeps(published) && keeps(drawn) && accused(ofVariants).length === 0 && misleading.length === 0,
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ["None."];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function figures({ feasible, exercised, judged }: Covered): string[] {
  return [feasible, exercised, judged].map(String);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.filter((number) => !Number.isNaN(number)).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)}%`;
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts)].join(", ");
}
