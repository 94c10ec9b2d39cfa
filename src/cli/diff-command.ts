import { catalogue } from "../openapi-diff/catalogue/catalogue.ts";
import { changesText } from "../reports/changes-text.ts";
import { changeFormats } from "../reports/formats.ts";
import { hasColour } from "../reports/paint.ts";
import { UsageError } from "../usage-error.ts";
import type { Behaviour } from "./command.ts";
import { compareEditions } from "./compare-editions.ts";
import { mode } from "./ignored.ts";
import { waiversIn } from "./named-files.ts";
import { outputFor } from "./output-file.ts";
import { wantedReports, writeReports } from "./write-reports.ts";

/** Classifies the changes of an OpenAPI document, and names the rules and the consumers that they touch. */
export const diffCommand: Behaviour<"diff"> = {
  modes: [
    mode("diff", ["list"], async () => {
      const entries = catalogue();
      const width = Math.max(...entries.map(({ id }) => id.length));
      for (const { id, level, direction, means } of entries)
        process.stdout.write(`${id.padEnd(width)}  ${level.padEnd(8)}  ${direction.padEnd(8)}  ${means}\n`);
      return 0;
    }),
  ],
  async run(flags, base?: string, revision?: string) {
    if (base === undefined || revision === undefined)
      throw new UsageError(
        `${base === undefined ? "BASE and REVISION are" : "REVISION is"} missing`,
        "write `diff BASE REVISION`, or `diff --list` for the changes that can be reported",
      );
    const wanted = wantedReports(
      "a comparison of documents",
      changeFormats,
      flags.report ?? [],
      flags.reportDir,
    );
    const report = await compareEditions({
      ...flags,
      base,
      revision,
      waivers: waiversIn(flags.waivers),
      pacts: flags.pact ?? [],
    });
    const out = outputFor(wanted);
    const colour = hasColour(out);
    out.write(`${changesText(report, { colour, safe: flags.safe })}\n`);
    writeReports(report, wanted, out);
    return report.failed ? 1 : 0;
  },
};
