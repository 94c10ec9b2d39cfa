import { buildCommand } from "@stricli/core";
import { parseWaivers, type Waiver } from "../evidence/waivers.ts";
import { type FailOn, failOnLevels } from "../openapi-diff/fail-on.ts";
import { changesText } from "../reports/changes-text.ts";
import { changeFormats } from "../reports/formats.ts";
import { UsageError } from "../usage-error.ts";
import { guarded } from "./guard.ts";
import { outputFor } from "./output-file.ts";
import { readText } from "./select-rules.ts";
import { tellWritten, wantedReports, writeReports } from "./write-reports.ts";

interface DiffFlags {
  readonly failOn?: FailOn;
  readonly waivers?: string;
  readonly today?: string;
  readonly pact?: readonly string[];
  readonly operation?: string;
  readonly safe?: boolean;
  readonly report?: readonly string[];
  readonly reportDir?: string;
  readonly verbose?: boolean;
}

/** Classifies the changes of an OpenAPI document, and names the rules and the consumers that they touch. */
export const diffCommand = buildCommand<DiffFlags, [string, string]>({
  docs: {
    brief: "classifies the changes of an OpenAPI document, and names whom they break",
    fullDescription:
      "Compares two OpenAPI documents (3.0 or 3.1): files, URLs on this machine, or git:REF:PATH. Exits 1 where a change breaks somebody.",
  },
  parameters: {
    flags: {
      failOn: {
        kind: "enum",
        values: failOnLevels,
        brief: "the mildest level that fails: breaking, risky, or none to report only [breaking]",
        optional: true,
      },
      waivers: text(
        "file of accepted changes: one `id # reason, until YYYY-MM-DD` a line, the id or the fingerprint",
      ),
      today: text("the day to judge sunset dates and waivers by, YYYY-MM-DD [today]"),
      pact: texts("a pact, or a folder of them: names the consumers that break (repeatable)"),
      operation: text("look at one operation only: 'METHOD /path'"),
      safe: {
        kind: "boolean",
        brief: "show the safe changes, too",
        optional: true,
        withNegated: false,
      },
      report: texts("write a report, FORMAT or FORMAT=FILE (repeatable): json, markdown, sarif, junit"),
      reportDir: text("folder for reports without a file name [.]"),
      verbose: {
        kind: "boolean",
        brief: "show the stack of a defect of the suite itself",
        optional: true,
        withNegated: false,
      },
    },
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "the document as it was", parse: String, placeholder: "BASE" },
        { brief: "the document as it is to be", parse: String, placeholder: "REVISION" },
      ],
    },
  },
  func: guarded(async (flags: DiffFlags, base: string, revision: string) => {
    const wanted = wantedReports(changeFormats, flags.report ?? [], flags.reportDir);
    const waivers: Waiver[] =
      flags.waivers === undefined ? [] : parseWaivers(readText(flags.waivers, "the waivers"), flags.waivers);
    // What compares takes its time to load, and other commands do not need it.
    const { compareEditions } = await import("./compare-editions.ts");
    const report = await compareEditions({
      base,
      revision,
      failOn: flags.failOn ?? "breaking",
      waivers,
      pacts: flags.pact ?? [],
      ...(flags.operation === undefined ? {} : { operation: flags.operation }),
      ...(flags.today === undefined ? {} : { today: dateOf(flags.today) }),
    });
    const out = outputFor(wanted);
    const colour = out.isTTY === true && process.env.NO_COLOR === undefined;
    out.write(`${changesText(report, { colour, safe: flags.safe === true })}\n`);
    tellWritten(writeReports(report, wanted), out);
    return report.failed ? 1 : 0;
  }),
});

function dateOf(text: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDate && new Date(text).toISOString().startsWith(text)) return text;
  throw new UsageError("today", `"${text}" is not a valid date`, "write `--today YYYY-MM-DD`");
}

function text(brief: string) {
  return { kind: "parsed", parse: String, brief, optional: true } as const;
}

function texts(brief: string) {
  return { kind: "parsed", parse: String, brief, optional: true, variadic: true } as const;
}
