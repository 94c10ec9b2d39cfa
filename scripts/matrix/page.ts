import { faults } from "../../src/reference-provider/faults/registry.ts";
import { variants } from "../../src/reference-provider/variants/registry.ts";
import type { FaultMeasure, VariantMeasure } from "./measure.ts";

/** One line of a process of the matrix. */
export type Measured =
  | ({ readonly fault: string } & FaultMeasure)
  | ({ readonly variant: string } & VariantMeasure);

/** Of the implied faults, so many are caught at the least. */
const IMPLIED_SHARE = 0.98;

/** The page of the matrix; `sound` where it keeps what the project promises. */
export function matrixPage(measured: readonly Measured[], seeds: number): { page: string; sound: boolean } {
  const ofFault = Map.groupBy(
    measured.filter((line) => "fault" in line),
    (line) => line.fault,
  );
  const ofVariant = Map.groupBy(
    measured.filter((line) => "variant" in line),
    (line) => line.variant,
  );
  const rows = faults.flatMap((fault) => {
    const runs = ofFault.get(fault.name);
    if (runs === undefined) return [];
    const caught = runs.filter((run) => run.caught);
    return [
      {
        fault,
        runs,
        caught,
        requests: median(caught.map((run) => run.requests)),
        ms: median(caught.map((run) => run.ms)),
      },
    ];
  });
  const share = (basis: string) => {
    const lines = rows.filter((row) => row.fault.basis === basis);
    const all = lines.reduce((sum, row) => sum + row.runs.length, 0);
    const caught = lines.reduce((sum, row) => sum + row.caught.length, 0);
    return { faults: lines.length, all, caught, text: `${caught} of ${all} runs (${percent(caught, all)})` };
  };
  const [stated, implied] = [share("stated"), share("implied")];
  const accused = variants.flatMap((variant) =>
    (ofVariant.get(variant.name) ?? []).filter((run) => run.accusations.length > 0),
  );
  const missed = rows.filter((row) => row.caught.length < row.runs.length);
  const page = [
    "# Kill matrix",
    "",
    "Written by `npm run matrix`, which judges the reference provider with each planted fault, and in each legal variant, over a real",
    `socket at the standard profile, with ${seeds} seed${seeds === 1 ? "" : "s"}. A fault counts as caught in a run where the very rule that names its cause is found`,
    "broken; a run ends there. Requests and milliseconds are medians over the runs that caught it, counted from the start of the run.",
    "",
    "| | |",
    "|---|---|",
    `| stated faults | ${stated.faults}, caught in ${stated.text} |`,
    `| implied faults | ${implied.faults}, caught in ${implied.text} |`,
    `| median fault known after | ${median(rows.map((row) => row.requests))} requests, ${median(rows.map((row) => row.ms))} ms |`,
    `| legal variants | ${ofVariant.size}, ${accused.length} false alarms in ${[...ofVariant.values()].flat().length} runs |`,
    "",
    "## Not caught in every run",
    "",
    ...(missed.length === 0 ? ["None."] : ["| fault | caught | found instead |", "|---|---|---|"]),
    ...missed.map(
      (row) =>
        `| ${row.fault.name} | ${row.caught.length} of ${row.runs.length} | ${[...new Set(row.runs.flatMap((run) => run.tripped))].join(", ") || "nothing"} |`,
    ),
    "",
    "## Faults",
    "",
    "| fault | basis | rule that names the cause | caught | requests | ms | found first |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(
      (row) =>
        `| ${row.fault.name} | ${row.fault.basis} | ${row.fault.rules[0]} | ${row.caught.length} of ${row.runs.length} | ${row.requests} | ${row.ms} | ${row.runs[0]?.tripped[0] ?? "nothing"} |`,
    ),
    "",
    "## Variants",
    "",
    "| variant | verdicts | false alarms | inconclusive |",
    "|---|---|---|---|",
    ...[...ofVariant].map(
      ([name, runs]) =>
        `| ${name} | ${unique(runs.map((run) => run.verdict))} | ${unique(runs.flatMap((run) => run.accusations)) || "none"} | ${unique(runs.flatMap((run) => run.inconclusive)) || "none"} |`,
    ),
    "",
  ].join("\n");
  return {
    page,
    sound:
      stated.caught === stated.all && implied.caught >= IMPLIED_SHARE * implied.all && accused.length === 0,
  };
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
