import { parseWaivers, type Waiver } from "../evidence/waivers.ts";
import { changesText } from "../reports/changes-text.ts";
import { changeFormats } from "../reports/formats.ts";
import { command } from "./command.ts";
import { outputFor } from "./output-file.ts";
import { readText } from "./read-text.ts";
import { tellWritten, wantedReports, writeReports } from "./write-reports.ts";

/** Classifies the changes of an OpenAPI document, and names the rules and the consumers that they touch. */
export const diffCommand = command("diff", {
  brief: "classifies the changes of an OpenAPI document, and names whom they break",
  details:
    "Compares two OpenAPI documents (3.0 or 3.1): files, URLs on this machine, or git:REF:PATH. Exits 1 where a change breaks somebody.",
  arguments: [
    { brief: "the document as it was", placeholder: "BASE" },
    { brief: "the document as it is to be", placeholder: "REVISION" },
  ],
  async run(flags, base: string, revision: string) {
    const wanted = wantedReports(
      "a comparison of documents",
      changeFormats,
      flags.report ?? [],
      flags.reportDir,
    );
    const waivers: Waiver[] =
      flags.waivers === undefined ? [] : parseWaivers(readText(flags.waivers, "the waivers"), flags.waivers);
    // What compares takes its time to load, and other commands do not need it.
    const { compareEditions } = await import("./compare-editions.ts");
    const report = await compareEditions({
      base,
      revision,
      failOn: flags.failOn,
      waivers,
      pacts: flags.pact ?? [],
      ...(flags.operation === undefined ? {} : { operation: flags.operation }),
      ...(flags.today === undefined ? {} : { today: flags.today }),
    });
    const out = outputFor(wanted);
    const colour = out.isTTY === true && process.env.NO_COLOR === undefined;
    out.write(`${changesText(report, { colour, safe: flags.safe })}\n`);
    tellWritten(writeReports(report, wanted), out);
    return report.failed ? 1 : 0;
  },
});
