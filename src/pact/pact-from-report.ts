import { writeFile } from "node:fs/promises";
import { counted } from "../counted.ts";
import { fileProblem } from "../file-problem.ts";
import { UsageError } from "../usage-error.ts";
import type { Output } from "./output.ts";
import { corpusInteractions } from "./written/corpus.ts";
import { interactionsOf, type WritableRule } from "./written/counterexample.ts";
import { pactText, type WrittenInteraction } from "./written/pact-text.ts";

export interface FromReportOptions {
  /** The report of a run, whose counterexamples are written. */
  readonly report?: { readonly rules: readonly WritableRule[] };
  /** Only these rules of it. Default: all that failed. */
  readonly rules?: readonly string[];
  /** The boundary corpus is written too. */
  readonly corpus?: boolean;
  /** The pact file to write. */
  readonly out: string;
  /** Name of the consumer in it. Default: `opencx-conformance`. */
  readonly consumer?: string;
}

/**
 * Writes counterexamples of a report, or the boundary corpus, as a Pact (version 4) whose answers are those that the
 * contract demands. The same report gives the same bytes. The exit code is 3 where nothing could be written.
 * @throws UsageError where neither is asked for, a rule is not in the report, or the file cannot be written
 */
export async function pactFromReport(options: FromReportOptions, output: Output) {
  const { report, rules: only, corpus = false, out, consumer = "opencx-conformance" } = options;
  if (report === undefined && !corpus)
    throw new UsageError("there is nothing to write", "name a report.json, or give --corpus");
  const rules = report?.rules ?? [];
  const unknown = report && only?.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown !== undefined)
    throw new UsageError(`the report has no rule ${unknown}`, "`rules list` shows all");
  const interactions: WrittenInteraction[] = corpus ? corpusInteractions() : [];
  for (const rule of rules) {
    if (rule.counterexample === undefined || only?.includes(rule.id) === false) continue;
    const written = interactionsOf(rule, rule.counterexample);
    if ("unsaid" in written) output.write(`left out ${rule.id}: ${written.unsaid}`);
    else interactions.push(...written.interactions);
  }
  if (interactions.length === 0) {
    output.write("nothing was written: the report holds no counterexample that a pact can say");
    return { exitCode: 3, interactions: 0 };
  }
  await writeFile(out, pactText(consumer, interactions)).catch((error: unknown) => {
    throw new UsageError(`cannot write the pact to ${out}: ${fileProblem(error)}`, "name another file");
  });
  output.write(`${counted(interactions.length, "interaction")} written to ${out}`);
  return { exitCode: 0, interactions: interactions.length };
}
