import { readFile, writeFile } from "node:fs/promises";
import { fileProblem } from "../file-problem.ts";
import type { Exchange } from "../http/exchange.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { UsageError } from "../usage-error.ts";
import type { ExitCode, Output } from "./output.ts";
import { corpusInteractions } from "./written/corpus.ts";
import { type FailedRule, interactionsOf } from "./written/counterexample.ts";
import { pactText, type WrittenInteraction } from "./written/interaction-json.ts";

export interface FromReportOptions {
  /** A report.json, whose counterexamples are written. */
  readonly report?: string;
  /** Only these rules of it. Default: all that failed. */
  readonly rules?: readonly string[];
  /** The boundary corpus is written too. */
  readonly corpus?: boolean;
  /** The pact file to write. */
  readonly out: string;
  /** Name of the consumer in it. Default: `opencx-conformance`. */
  readonly consumer?: string;
}

export interface FromReportResult {
  /** 3 where nothing could be written. */
  readonly exitCode: ExitCode;
  readonly interactions: number;
}

/**
 * Writes counterexamples of a report, or the boundary corpus, as a Pact (version 4) whose answers are those that the
 * contract demands. The same report gives the same bytes.
 * @throws UsageError where neither is asked for, or the file is not a report
 */
export async function pactFromReport(options: FromReportOptions, output: Output): Promise<FromReportResult> {
  if (options.report === undefined && !options.corpus) {
    throw new UsageError("no-report", "there is nothing to write", "name a report.json, or give --corpus");
  }
  const failed = options.report === undefined ? [] : await failedRules(options.report, options.rules);
  const interactions: WrittenInteraction[] = options.corpus ? corpusInteractions() : [];
  for (const rule of failed) {
    const written = interactionsOf(rule);
    if ("unsaid" in written) output.write(`left out ${rule.rule.id}: ${written.unsaid}`);
    else interactions.push(...written.interactions);
  }
  if (interactions.length === 0) {
    output.write("nothing was written: the report holds no counterexample that a pact can say");
    return { exitCode: 3, interactions: 0 };
  }
  await writeFile(options.out, pactText(options.consumer ?? "opencx-conformance", interactions));
  output.write(`${interactions.length} interactions written to ${options.out}`);
  return { exitCode: 0, interactions: interactions.length };
}

async function failedRules(file: string, only: readonly string[] | undefined): Promise<FailedRule[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(
      "report-not-found",
      `cannot read ${file}: ${fileProblem(error)}`,
      "name the report.json of a run",
    );
  });
  const report = parseBounded(text, file);
  if (!isObject(report) || !Array.isArray(report.rules)) {
    throw new UsageError("not-a-report", `${file} is not a report`, "name the report.json of a run");
  }
  const rules = report.rules.filter(isObject);
  const unknown = only?.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown !== undefined) {
    throw new UsageError("unknown-rule", `${file} has no rule ${unknown}`, "`rules list` shows all");
  }
  return rules.flatMap((rule) => {
    const wanted = only === undefined || only.includes(String(rule.id));
    return wanted && isObject(rule.counterexample) ? [failedRule(rule, rule.counterexample)] : [];
  });
}

function failedRule(rule: JsonObject, { exchanges, shownBy, tag }: JsonObject): FailedRule {
  const { id, title, quote } = rule;
  return {
    rule: { id: String(id), title: String(title), ...(typeof quote === "string" ? { quote } : {}) },
    exchanges: (Array.isArray(exchanges) ? (exchanges as readonly unknown[]) : []).filter(isExchange),
    ...(Array.isArray(shownBy) ? { shownBy: shownBy.map(Number) } : {}),
    ...(typeof tag === "string" && tag !== "" ? { tag } : {}),
  };
}

function isExchange(value: unknown): value is Exchange {
  if (!isObject(value) || !isObject(value.request)) return false;
  const { method, path, headers } = value.request;
  return typeof method === "string" && typeof path === "string" && Array.isArray(headers);
}
